# throughline.wasm: the C ABI as a stand-alone module, without any generated JavaScript. It exports the
# functions that throughline.h declares, memory and _initialize.
include(${CMAKE_CURRENT_LIST_DIR}/functions.cmake)

list(TRANSFORM abi_functions PREPEND _ OUTPUT_VARIABLE c_names)
list(JOIN c_names "," c_names)
add_executable(throughline_wasm $<TARGET_OBJECTS:tl_abi>)
set_target_properties(throughline_wasm PROPERTIES
  LINKER_LANGUAGE CXX OUTPUT_NAME throughline SUFFIX .wasm
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(throughline_wasm PRIVATE tl_abi throughline_flags)
target_link_options(throughline_wasm PRIVATE
  -Oz --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB -sMALLOC=emmalloc
  -sEXPORTED_FUNCTIONS=${c_names})

# Emscripten also exports what its own JavaScript would call (malloc, setThrew, …). Nobody calls it here:
# binaryen, which Emscripten depends on, drops those exports and whatever only they reached.
find_program(WASM_METADCE wasm-metadce REQUIRED)
set(kept_exports memory _initialize ${abi_functions})
list(TRANSFORM kept_exports REPLACE "(.+)" "{\"name\":\"\\1\",\"export\":\"\\1\"}" OUTPUT_VARIABLE graph_nodes)
list(JOIN graph_nodes ",\n" graph_nodes)
list(JOIN kept_exports "\",\"" graph_roots)
set(export_graph ${CMAKE_CURRENT_BINARY_DIR}/exports.json)
file(WRITE ${export_graph}
  "[{\"name\":\"page\",\"root\":true,\"reaches\":[\"${graph_roots}\"]},\n${graph_nodes}]\n")
add_custom_command(TARGET throughline_wasm POST_BUILD VERBATIM COMMAND
  ${WASM_METADCE} --all-features --quiet -f ${export_graph}
  $<TARGET_FILE:throughline_wasm> -o $<TARGET_FILE:throughline_wasm>)
