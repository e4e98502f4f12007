// SPDX-License-Identifier: BSL-1.0
/// A strict reader of JSON (RFC 8259), to hold our output against. It refuses what the standard leaves open, too: bytes that
/// are no UTF-8, and a key given twice.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

struct json_value
{
    enum class kind { null, boolean, number, text, list, object };

    kind                                            is      = kind::null;
    std::string                                     written = {}; ///< a text's characters, a number's digits, `true` or `false`
    std::vector<json_value>                         items   = {};
    std::vector<std::pair<std::string, json_value>> members = {};
    std::size_t                                     at      = 0; ///< the byte at which it begins

    [[nodiscard]] bool has(std::string_view key) const
    {
        for (const auto& member : members) {
            if (member.first == key) return true;
        }
        return false;
    }
    const json_value& operator[](std::string_view key) const
    {
        for (const auto& member : members) {
            if (member.first == key) return member.second;
        }
        throw std::runtime_error("JSON: no key " + std::string(key));
    }
    const json_value& operator[](std::size_t i) const { return items.at(i); }
    [[nodiscard]] std::vector<std::string> keys() const
    {
        std::vector<std::string> names;
        for (const auto& member : members) names.push_back(member.first);
        return names;
    }
    /// The characters of a text; nothing else is one.
    [[nodiscard]] const std::string& text() const
    {
        if (is != kind::text) throw std::runtime_error("JSON: not a text");
        return written;
    }
};

/// Bytes that the UTF-8 character at `at` takes; 0 when there is none. No overlong forms, surrogates or code points past U+10FFFF.
inline std::size_t utf8_length(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) { return byte(at + i) >= least && byte(at + i) <= most; };
    const unsigned first = byte(at);
    if (at >= text.size()) return 0;
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first == 0xE0) return tail(1, 0xA0) && tail(2) ? 3 : 0;
    if (first == 0xED) return tail(1, 0x80, 0x9F) && tail(2) ? 3 : 0;
    if (first >= 0xE1 && first <= 0xEF) return tail(1) && tail(2) ? 3 : 0;
    if (first == 0xF0) return tail(1, 0x90) && tail(2) && tail(3) ? 4 : 0;
    if (first >= 0xF1 && first <= 0xF3) return tail(1) && tail(2) && tail(3) ? 4 : 0;
    if (first == 0xF4) return tail(1, 0x80, 0x8F) && tail(2) && tail(3) ? 4 : 0;
    return 0;
}

inline bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

class json_reader
{
public:
    explicit json_reader(std::string_view text) : text_(text) {}

    json_value document()
    {
        json_value value = element();
        if (at_ != text_.size()) refuse("something follows the document");
        return value;
    }

private:
    [[noreturn]] void refuse(const std::string& why) const { throw std::runtime_error("JSON, byte " + std::to_string(at_) + ": " + why); }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c)
    {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void need(char c)
    {
        if (!take(c)) refuse(std::string("expected ") + c);
    }
    void space()
    {
        while (at_ < text_.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) ++at_;
    }
    bool word(std::string_view w)
    {
        if (text_.substr(at_, w.size()) != w) return false;
        at_ += w.size();
        return true;
    }

    json_value element()
    {
        space();
        const std::size_t at    = at_;
        json_value        value = bare_element();
        value.at                = at;
        space();
        return value;
    }
    json_value bare_element()
    {
        using kind = json_value::kind;
        if (++depth_ > 100) refuse("too deep");
        json_value value;
        if (take('{')) {
            value.is = kind::object;
            space();
            if (!take('}')) {
                do {
                    space();
                    std::string key = string();
                    if (value.has(key)) refuse("key given twice: " + key);
                    space();
                    need(':');
                    value.members.emplace_back(std::move(key), element());
                } while (take(','));
                need('}');
            }
        } else if (take('[')) {
            value.is = kind::list;
            space();
            if (!take(']')) {
                do value.items.push_back(element());
                while (take(','));
                need(']');
            }
        } else if (peek() == '"') {
            value = {kind::text, string()};
        } else if (word("true")) {
            value = {kind::boolean, "true"};
        } else if (word("false")) {
            value = {kind::boolean, "false"};
        } else if (!word("null")) {
            value = {kind::number, number()};
        }
        --depth_;
        return value;
    }

    std::string digits()
    {
        std::string found;
        while (peek() >= '0' && peek() <= '9') found += text_[at_++];
        if (found.empty()) refuse("expected a digit");
        return found;
    }
    std::string number()
    {
        const std::size_t from = at_;
        take('-');
        if (!take('0')) digits();
        if (take('.')) digits();
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            digits();
        }
        return std::string(text_.substr(from, at_ - from));
    }

    unsigned hex4()
    {
        unsigned x = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(peek());
            if (peek() == '\0' || digit == std::string_view::npos) refuse("expected a hexadecimal digit");
            x = x * 16 + static_cast<unsigned>(digit % 16);
        }
        return x;
    }
    /// A code point past ASCII, of which the first four digits are `x`, in UTF-8.
    std::string escaped(unsigned x)
    {
        if (x >= 0xDC00 && x <= 0xDFFF) refuse("half a surrogate pair");
        if (x >= 0xD800 && x <= 0xDBFF) {
            if (!word("\\u")) refuse("half a surrogate pair");
            const unsigned low = hex4();
            if (low < 0xDC00 || low > 0xDFFF) refuse("half a surrogate pair");
            x = 0x10000 + ((x - 0xD800) << 10) + (low - 0xDC00);
        }
        const auto tail = [x](int shift) { return static_cast<char>(0x80 | ((x >> shift) & 0x3F)); };
        if (x < 0x800) return {static_cast<char>(0xC0 | (x >> 6)), tail(0)};
        if (x < 0x10000) return {static_cast<char>(0xE0 | (x >> 12)), tail(6), tail(0)};
        return {static_cast<char>(0xF0 | (x >> 18)), tail(12), tail(6), tail(0)};
    }
    std::string string()
    {
        need('"');
        std::string found;
        while (!take('"')) {
            if (at_ == text_.size()) refuse("a text without end");
            if (static_cast<unsigned char>(peek()) < 0x20) refuse("a bare control character");
            if (!take('\\')) {
                const std::size_t length = utf8_length(text_, at_);
                if (length == 0) refuse("no UTF-8");
                found += text_.substr(at_, length);
                at_ += length;
                continue;
            }
            const char escape = peek();
            ++at_;
            constexpr std::string_view names = "\"\\/bfnrt", means = "\"\\/\b\f\n\r\t";
            if (escape == 'u') {
                const unsigned x = hex4();
                if (x < 0x80) found += static_cast<char>(x);
                else found += escaped(x);
            } else if (escape != '\0' && names.find(escape) != std::string_view::npos) {
                found += means[names.find(escape)];
            } else {
                refuse("no such escape");
            }
        }
        return found;
    }

    std::string_view text_;
    std::size_t      at_    = 0;
    int              depth_ = 0;
};

/// The document, or std::runtime_error with the place where it is no JSON.
inline json_value read_json(std::string_view text) { return json_reader(text).document(); }

} // namespace tests
