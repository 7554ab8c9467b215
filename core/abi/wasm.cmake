# The C ABI as a stand-alone WebAssembly module, without any generated JavaScript. It exports the functions that
# throughline.h declares, memory and _initialize. The linked module keeps its functions' names; tools/wasm/parts.mjs
# makes of it throughline.wasm (all of it), throughline-first.wasm and throughline-rest.wasm.
include(${CMAKE_CURRENT_LIST_DIR}/functions.cmake)

list(TRANSFORM abi_functions PREPEND _ OUTPUT_VARIABLE c_names)
list(JOIN c_names "," c_names)
function(link_module target name)
  add_executable(${target} $<TARGET_OBJECTS:tl_abi>)
  set_target_properties(${target} PROPERTIES
    LINKER_LANGUAGE CXX OUTPUT_NAME ${name} SUFFIX .wasm
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  target_link_libraries(${target} PRIVATE tl_abi throughline_flags)
  # Binaryen would inline whatever has one caller: also what is marked THROUGHLINE_LATER.
  target_link_options(${target} PRIVATE
    -Oz --profiling-funcs --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB -sMALLOC=emmalloc
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0
    -sEXPORTED_FUNCTIONS=${c_names} ${ARGN})
endfunction()
link_module(throughline_wasm throughline-linked)
# The same module with its data elsewhere: what differs between the two are the addresses, in the code and in the data.
link_module(throughline_wasm_moved throughline-moved -sGLOBAL_BASE=4194304)

find_program(NODE NAMES node nodejs REQUIRED)
set(wasm_tools ${CMAKE_SOURCE_DIR}/tools/wasm)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/throughline.wasm
  BYPRODUCTS ${CMAKE_BINARY_DIR}/throughline-first.wasm ${CMAKE_BINARY_DIR}/throughline-rest.wasm
  COMMAND ${NODE} ${wasm_tools}/parts.mjs
          $<TARGET_FILE:throughline_wasm> $<TARGET_FILE:throughline_wasm_moved> ${CMAKE_BINARY_DIR}
          ${CMAKE_BINARY_DIR}/core/text/fold_table.inc:kFoldBlock,kFoldEntry,kFoldTarget
          ${CMAKE_BINARY_DIR}/core/time/zone_table.inc:kHistoryAt,kHistoryStream
          -- memory _initialize ${abi_functions}
  DEPENDS throughline_wasm throughline_wasm_moved
          ${wasm_tools}/parts.mjs ${wasm_tools}/data_segments.mjs ${wasm_tools}/rest_texts.mjs ${wasm_tools}/first_load.mjs
          ${CMAKE_SOURCE_DIR}/web/src/engine/first-screen.json
  VERBATIM)
add_custom_target(throughline_parts ALL DEPENDS ${CMAKE_BINARY_DIR}/throughline.wasm)
