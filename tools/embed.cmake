# throughline_embed(HEADER NAME NAMESPACE FILE…): HEADER, in the current binary folder, has the files' texts as
# NAMESPACE::NAME[], in their order (embed_texts.cmake). Whoever includes it lists it among its sources.
function(throughline_embed header name namespace)
  list(JOIN ARGN "," files)
  add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${header}
    COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_CURRENT_BINARY_DIR}/${header} -DNAME=${name} -DNAMESPACE=${namespace}
            -DFILES=${files} -P ${CMAKE_SOURCE_DIR}/tools/embed_texts.cmake
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed_texts.cmake ${ARGN}
    COMMENT "Embedding ${header}"
    VERBATIM)
endfunction()
