# abi_functions: the names of the functions that throughline.h declares, in its order. Whoever needs the
# list (the wasm module's exports, the tests' trace) reads it from the header; it stands nowhere else.
set(abi_header ${CMAKE_SOURCE_DIR}/core/abi/throughline.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${abi_header})
file(STRINGS ${abi_header} abi_lines REGEX "^TL_API ")
set(abi_functions "")
foreach(line IN LISTS abi_lines)
  string(REGEX MATCH "(tl_[a-z_]+)\\(" declared "${line}")
  list(APPEND abi_functions ${CMAKE_MATCH_1})
endforeach()
