// The print model as PDF: A4, text of every script shaped by Pango, drawn by Cairo.
#pragma once

#include <string>
#include <string_view>

namespace throughline::pdf {

// Writes `path`. `model` is the whole answer to an export of the format `print`. An event's
// paragraphs are broken over pages line by line; a heading never stands last on a page. Returns ""
// or why the file could not be written.
std::string write_pdf(std::string_view model, const std::string& path);

}  // namespace throughline::pdf
