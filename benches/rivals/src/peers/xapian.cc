// Xapian's side of the comparison: built and run by the program beside it, where the package is
// installed. Words are runs of letters and digits in small letters, without stems.
//
//   rival index FOLDER ARTICLES    lines: number, day, title, body, with tabs between
//   rival ask FOLDER               questions on standard input, answers on standard output
//
// A question is a line: what is wanted (best, newest or count), how many, the first day or 0, the day
// behind the last, the kind of question, and its words, with tabs between. An answer is how many
// there were and the nanoseconds that they took.

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr Xapian::valueno DAY = 0;
constexpr int FLUSHED = 20000;

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream input(line);
    while (std::getline(input, part, '\t')) parts.push_back(part);
    return parts;
}

int index(const std::string& folder, const std::string& articles) {
    Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_NONE);
    std::ifstream input(articles);
    std::string line;
    int waiting = 0;
    while (std::getline(input, line)) {
        const auto parts = split(line);
        Xapian::Document document;
        generator.set_document(document);
        for (size_t at = 2; at < parts.size(); ++at) {
            generator.index_text(parts[at]);
            generator.increase_termpos();
        }
        document.set_data(line);
        document.add_value(DAY, Xapian::sortable_serialise(std::stod(parts[1])));
        database.replace_document(static_cast<Xapian::docid>(std::stoul(parts[0])), document);
        if (++waiting % FLUSHED == 0) database.commit();
    }
    database.commit();
    return 0;
}

Xapian::Query sought(const Xapian::Database& database, const std::string& kind,
                     const std::vector<std::string>& words) {
    using Xapian::Query;
    if (kind == "all") return Query(Query::OP_AND, words.begin(), words.end());
    if (kind == "any") return Query(Query::OP_OR, words.begin(), words.end());
    if (kind == "phrase") {
        return Query(Query::OP_PHRASE, words.begin(), words.end(),
                     static_cast<Xapian::termcount>(words.size()));
    }
    if (kind == "begins") return Query(Query::OP_WILDCARD, words.at(0));
    (void)database;
    return Query(words.at(0));
}

int ask(const std::string& folder) {
    const Xapian::Database database(folder);
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto parts = split(line);
        const auto begun = std::chrono::steady_clock::now();
        const std::string& wanted = parts.at(0);
        const std::vector<std::string> words(parts.begin() + 5, parts.end());
        Xapian::Query query = sought(database, parts.at(4), words);
        const double from = std::stod(parts.at(2));
        const double until = std::stod(parts.at(3));
        if (from > 0) {
            const Xapian::Query days(Xapian::Query::OP_VALUE_RANGE, DAY,
                                     Xapian::sortable_serialise(from),
                                     Xapian::sortable_serialise(until - 1));
            query = Xapian::Query(Xapian::Query::OP_FILTER, query, days);
        }
        Xapian::Enquire enquire(database);
        enquire.set_query(query);
        uint64_t found = 0;
        if (wanted == "count") {
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            found = enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
        } else {
            if (wanted == "newest") enquire.set_sort_by_value(DAY, true);
            const auto page = enquire.get_mset(0, static_cast<Xapian::doccount>(std::stoul(parts.at(1))));
            double sum = 0;
            for (auto hit = page.begin(); hit != page.end(); ++hit) {
                sum += *hit + hit.get_weight();
                ++found;
            }
            if (sum < 0) return 1;
        }
        const auto took = std::chrono::steady_clock::now() - begun;
        std::cout << found << ' '
                  << std::chrono::duration_cast<std::chrono::nanoseconds>(took).count() << std::endl;
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> given(arguments + 1, arguments + count);
    try {
        if (given.size() == 3 && given[0] == "index") return index(given[1], given[2]);
        if (given.size() == 2 && given[0] == "ask") return ask(given[1]);
    } catch (const Xapian::Error& error) {
        std::cerr << error.get_description() << std::endl;
        return 1;
    }
    std::cerr << "usage: rival index FOLDER ARTICLES | rival ask FOLDER" << std::endl;
    return 2;
}
