#pragma once

#include <stddef.h>

// The files of the contract, placed in the program's read-only data by the compiler.
extern const unsigned char *_Nonnull const passerelle_openapi_yaml;
extern const size_t passerelle_openapi_yaml_size;
extern const unsigned char *_Nonnull const passerelle_openapi_json;
extern const size_t passerelle_openapi_json_size;

// The parts of the page for browsers, likewise.
extern const unsigned char *_Nonnull const passerelle_page_html;
extern const size_t passerelle_page_html_size;
extern const unsigned char *_Nonnull const passerelle_page_style;
extern const size_t passerelle_page_style_size;
extern const unsigned char *_Nonnull const passerelle_page_script;
extern const size_t passerelle_page_script_size;
extern const unsigned char *_Nonnull const passerelle_page_later;
extern const size_t passerelle_page_later_size;
extern const unsigned char *_Nonnull const passerelle_page_words;
extern const size_t passerelle_page_words_size;
