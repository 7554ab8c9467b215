# The C ABI as a stand-alone WebAssembly module, without any generated JavaScript. It exports the functions that
# throughline.h declares, memory and _initialize. The linked module keeps its functions' names; tools/wasm/parts.mjs
# makes of it throughline.wasm (all of it), throughline-first.wasm and throughline-rest.wasm.
include(${CMAKE_CURRENT_LIST_DIR}/functions.cmake)

list(TRANSFORM abi_functions PREPEND _ OUTPUT_VARIABLE c_names)
list(JOIN c_names "," c_names)
add_executable(throughline_wasm $<TARGET_OBJECTS:tl_abi>)
set_target_properties(throughline_wasm PROPERTIES
  LINKER_LANGUAGE CXX OUTPUT_NAME throughline-linked SUFFIX .wasm
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
target_link_libraries(throughline_wasm PRIVATE tl_abi throughline_flags)
# Binaryen would inline whatever has one caller: also what is marked THROUGHLINE_LATER.
target_link_options(throughline_wasm PRIVATE
  -Oz --profiling-funcs --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB -sMALLOC=emmalloc
  -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0
  -sEXPORTED_FUNCTIONS=${c_names})

find_program(NODE NAMES node nodejs REQUIRED)
set(wasm_tools ${CMAKE_SOURCE_DIR}/tools/wasm)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/throughline.wasm
  BYPRODUCTS ${CMAKE_BINARY_DIR}/throughline-first.wasm ${CMAKE_BINARY_DIR}/throughline-rest.wasm
  COMMAND ${NODE} ${wasm_tools}/parts.mjs $<TARGET_FILE:throughline_wasm> ${CMAKE_BINARY_DIR}
          ${CMAKE_BINARY_DIR}/core/text/fold_table.inc:kFoldBlock,kFoldEntry,kFoldTarget
          ${CMAKE_BINARY_DIR}/core/time/zone_table.inc:kHistoryAt,kHistoryStream
          -- memory _initialize ${abi_functions}
  DEPENDS throughline_wasm ${wasm_tools}/parts.mjs ${wasm_tools}/data_segments.mjs ${wasm_tools}/first_load.mjs
          ${CMAKE_SOURCE_DIR}/web/src/engine/first-screen.json
  VERBATIM)
add_custom_target(throughline_parts ALL DEPENDS ${CMAKE_BINARY_DIR}/throughline.wasm)
