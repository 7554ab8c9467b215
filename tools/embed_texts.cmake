# Writes a header with the files' texts as string constants: cmake -DOUT=… -DNAME=… -DNAMESPACE=… "-DFILES=a,b" -P
#   inline constexpr std::string_view kName[] = {…};        in the order of the files
#   inline constexpr std::string_view kNameNames[] = {…};   what the files are called, without their ending
string(REPLACE "," ";" files "${FILES}")
set(text "// Generated from data files by tools/embed_texts.cmake.\n#pragma once\n\n#include <string_view>\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\ninline constexpr std::string_view ${NAME}[] = {\n")
foreach(file IN LISTS files)
  file(READ "${file}" content)
  string(APPEND text "    R\"embedded(${content})embedded\",\n")
endforeach()
string(APPEND text "};\ninline constexpr std::string_view ${NAME}Names[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(stem "${file}" NAME_WE)
  string(APPEND text "    \"${stem}\",\n")
endforeach()
string(APPEND text "};\n\n}  // namespace ${NAMESPACE}\n")
file(WRITE "${OUT}" "${text}")
