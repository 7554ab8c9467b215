// Reads lines of UTF-8, writes for each its folded form, a tab and its case-folded form.
#include <iostream>
#include <string>

#include "throughline/text.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line))
    std::cout << throughline::fold(line) << '\t' << throughline::fold_case(line) << '\n';
}
