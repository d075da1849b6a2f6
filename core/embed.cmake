# Writes OUTPUT, a C file that holds the bytes of FILES (comma separated, relative to SOURCE).
string(REPLACE "," ";" files "${FILES}")
list(SORT files)
set(data "")
set(table "")
set(i 0)
foreach(file IN LISTS files)
  file(READ ${SOURCE}/${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," hex "${hex}")
  string(APPEND data "static const unsigned char file_${i}[] = {${hex}0};\n")
  string(APPEND table "\t{\"${file}\", (const char *)file_${i}, sizeof(file_${i}) - 1},\n")
  math(EXPR i "${i} + 1")
endforeach()
file(WRITE ${OUTPUT}
  "#include \"core/script/embedded.h\"\n\n${data}\n"
  "const struct rebound_embedded rebound_embedded[] = {\n${table}\t{NULL, NULL, 0},\n};\n")
