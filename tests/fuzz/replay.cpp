// SPDX-License-Identifier: BSL-1.0
// Feeds the files of a folder to a fuzz target, for builds without a fuzzer: what was once found stays found.
#include "must.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

int main(int argc, char** argv)
{
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
        std::ifstream     in(path, std::ios::binary);
        const std::vector bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>{});
        must(in.good() || in.eof(), "a file of the corpus can be read");
        std::printf("%s\n", path.c_str()); // before it runs: the last line names the culprit
        std::fflush(stdout);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    must(!files.empty(), "a corpus has files");
}
