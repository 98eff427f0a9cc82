#pragma once

#include <stddef.h>

// The files of the contract, placed in the program's read-only data by the compiler.
extern const unsigned char *_Nonnull const passerelle_openapi_yaml;
extern const size_t passerelle_openapi_yaml_size;
extern const unsigned char *_Nonnull const passerelle_openapi_json;
extern const size_t passerelle_openapi_json_size;
