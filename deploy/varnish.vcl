vcl 4.1;

# A cache in front of one or many. Nothing need be said about what may be kept: Cache-Control, Vary and ETag say it.
backend default {
  .host = "passerelle";
  .port = "8080";
  .probe = {
    .url = "/healthz";
    .interval = 2s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
  }
}

# There are no cookies and no accounts, so none may keep an answer from being shared.
sub vcl_recv {
  unset req.http.Cookie;
  unset req.http.Authorization;
  # Three languages are served, so three variants are enough. The server takes the first that is wanted most; a list that
  # begins with a language of ours, unweighted, has said it there. Other lists go on as they are.
  if (req.http.Accept-Language ~ "^(fr|en|ja)(-[A-Za-z0-9]+)*(,|$)") {
    set req.http.Accept-Language = regsub(req.http.Accept-Language, "^(fr|en|ja).*", "\1");
  }
}

# Where Cache-Control says stale-while-revalidate, Varnish keeps it as grace: visitors never wait for an update.
sub vcl_deliver {
  set resp.http.X-Cache = "miss";
  if (obj.hits > 0) {
    set resp.http.X-Cache = "hit";
  }
}
