#include "CResources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openapi_yaml[] = {
#embed "../../openapi.yaml"
};
const unsigned char *const passerelle_openapi_yaml = openapi_yaml;
const size_t passerelle_openapi_yaml_size = sizeof openapi_yaml;

static const unsigned char openapi_json[] = {
#embed "openapi.json"
};
const unsigned char *const passerelle_openapi_json = openapi_json;
const size_t passerelle_openapi_json_size = sizeof openapi_json;

static const unsigned char page_html[] = {
#embed "page/page.html"
};
const unsigned char *const passerelle_page_html = page_html;
const size_t passerelle_page_html_size = sizeof page_html;

static const unsigned char page_style[] = {
#embed "page/page.css"
};
const unsigned char *const passerelle_page_style = page_style;
const size_t passerelle_page_style_size = sizeof page_style;

// Two scripts, written in several files each: first what the first view needs.
static const unsigned char page_script[] = {
#embed "page/words.js"
    ,
#embed "page/elements.js"
    ,
#embed "page/client.js"
    ,
#embed "page/filters.js"
    ,
#embed "page/timeline.js"
    ,
#embed "page/page.js"
};
const unsigned char *const passerelle_page_script = page_script;
const size_t passerelle_page_script_size = sizeof page_script;

static const unsigned char page_later[] = {
#embed "page/network.js"
    ,
#embed "page/coasts.js"
    ,
#embed "page/places.js"
    ,
#embed "page/event.js"
    ,
#embed "page/objects.js"
    ,
#embed "page/search.js"
    ,
#embed "page/reference.js"
    ,
#embed "page/later.js"
};
const unsigned char *const passerelle_page_later = page_later;
const size_t passerelle_page_later_size = sizeof page_later;

static const unsigned char page_words[] = {
#embed "page/words.txt"
};
const unsigned char *const passerelle_page_words = page_words;
const size_t passerelle_page_words_size = sizeof page_words;
