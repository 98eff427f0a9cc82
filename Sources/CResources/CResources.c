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
