// SPDX-License-Identifier: BSL-1.0
#include <ratable/io/deal_file_reader.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace ratable::detail;

namespace {

std::vector<std::string> lines_of(const deal_reader& in)
{
    std::vector<std::string> lines;
    for (const auto& p : in.problems()) lines.emplace_back(p.what());
    return lines;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("An edit is an insertion, a deletion, a replacement or a swap of neighbours")
{
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("capacity", "capacity") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("capacity", "capasity") == 1);
    CHECK(edit_distance("capacity", "capcity") == 1);
    CHECK(edit_distance("capacity", "capacityy") == 1);
    CHECK(edit_distance("capacity", "cpaacity") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("name", "length") == edit_distance("length", "name"));
}

TEST_CASE("A complaint shows its value as the file has it, on one line and not too long")
{
    const std::string text = "a = 1_000.50\nb = \"x\" # c\nc = \"" + std::string(100, 'x') + "\"\nd = \"\"\"two\nlines\"\"\"\ne = [1]\nf = {g = 1}\n";
    const toml::table t    = toml::parse(text);
    const deal_reader in(text, "x");
    CHECK(in.as_written(*t.get("a")) == "1_000.50");
    CHECK(in.as_written(*t.get("b")) == "\"x\"");
    CHECK(in.as_written(*t.get("c")) == "\"" + std::string(56, 'x') + "…");
    CHECK(in.as_written(*t.get("d")) == "\"\"\"two");
    CHECK(in.as_written(*t.get("e")) == "an array");
    CHECK(in.as_written(*t.get("f")) == "a table");
}

TEST_CASE("What is shown is cut between characters, and never controls the terminal")
{
    CHECK(deal_reader::shown(std::string(60, 'x')) == std::string(60, 'x'));
    CHECK(deal_reader::shown(std::string(61, 'x')) == std::string(57, 'x') + "…");
    std::string umlauts;
    for (int i = 0; i < 40; ++i) umlauts += "ü";
    CHECK(deal_reader::shown(umlauts) == umlauts.substr(0, 56) + "…");
    CHECK(deal_reader::shown("a\x1b[31mb") == "text that cannot be shown");
}

TEST_CASE("Every key that nobody asked for is refused, with the nearest that could have stood there")
{
    const std::string text = "capasity = 1\ncolour = 2\n[inner]\nnmae = 3\n[[list]]\nx = 4\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "f.toml");
    for (const char* key : {"capacity", "inner", "list"}) in.find(root, key);
    in.find(*root.get("inner")->as_table(), "name");
    in.find(*(*root.get("list")->as_array())[0].as_table(), "y");
    in.finish(root);
    CHECK(lines_of(in) == lines{"f.toml:1:1: capasity: is no key of the format; did you mean capacity?",
                                "f.toml:2:1: colour: is no key of the format; the keys here are: capacity, inner, list",
                                "f.toml:4:1: inner.nmae: is no key of the format; did you mean name?",
                                "f.toml:6:1: list[0].x: is no key of the format; did you mean y?"});
}

TEST_CASE("A missing key is said once: not when a misspelling of it is")
{
    const std::string text = "nane = 1\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "f");
    CHECK(in.need(root, "name", "name", "write it") == nullptr);
    CHECK(in.need(root, "currency", "currency", "write that") == nullptr);
    in.finish(root);
    CHECK(lines_of(in) == lines{"f:1:1: nane: is no key of the format; did you mean name?", "f:1:1: currency: is required; write that"});
}

TEST_CASE("A key that could not be shown is not")
{
    const std::string text = "\"a\\u001b[31m\" = 1\n\"" + std::string(4000, 'k') + "\" = 2\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "f");
    in.find(root, "name");
    in.finish(root);
    CHECK(lines_of(in) == lines{"f:1:1: text that cannot be shown: is no key of the format; the keys here are: name",
                                "f:2:1: " + std::string(57, 'k') + "…: is no key of the format; the keys here are: name"});
}

TEST_CASE("A key without a letter has a name, too, and means no other")
{
    const std::string text = "\"\" = 1\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "f");
    in.find(root, "id");
    in.finish(root);
    CHECK(lines_of(in) == lines{"f:1:1: \"\": is no key of the format; the keys here are: id"});
}

TEST_CASE("A table that was refused as a whole is not refused key by key")
{
    const std::string text = "[inner]\nx = 1\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "f");
    in.find(root, "inner");
    in.accept_all(*root.get("inner")->as_table());
    in.finish(root);
    CHECK(in.problems().empty());
}

TEST_CASE("Text must be text, not empty, not too long, and printable")
{
    const std::string text = "a = \"fine\"\nb = 1\nc = \"\"\nd = \"\\u0007\"\ne = \"" + std::string(4097, 'x') + "\"\nf = \"" + std::string(4096, 'x') + "\"\n";
    const toml::table root = toml::parse(text);
    deal_reader       in(text, "x");
    CHECK(in.text(root, "a", "a") == "fine");
    CHECK(in.text(root, "missing", "missing").empty());
    CHECK(in.text(root, "f", "f").size() == 4096);
    CHECK(in.problems().empty());
    for (const char* key : {"b", "c", "d", "e"}) CHECK(in.text(root, key, key).empty());
    CHECK(lines_of(in) == lines{"x:2:5: b: must be text; got 1; write it in quotes", "x:3:5: c: must not be empty; got \"\"; write it, or leave the key out",
                                "x:4:5: d: must not hold control characters; got text with some; leave them out",
                                "x:5:5: e: must not be longer than 4,096 bytes; got 4097 bytes; shorten it"});
}

TEST_CASE("No more than a hundred complaints are kept")
{
    deal_reader in("", "x");
    for (int i = 0; i < 1'000; ++i) in.complain({1, 1}, {"a", "b", "", ""});
    CHECK(in.problems().size() == 100);
}

TEST_CASE("Where toml++ would assert, a malformed file is refused and not fatal")
{
    for (const char* text : {"[=]", "[[[1]]]", "[\n]", "a = 2026-02-01 1\n", "a = [}"}) {
        bool refused = false;
        try {
            static_cast<void>(toml::parse(text));
        } catch (const toml_assertion&) { // the headers alone
            refused = true;
        } catch (const toml::parse_error&) { // with its library, which was built without assertions
            refused = true;
        }
        CHECK(refused);
    }
}
