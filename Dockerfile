# The server in one image: a static program, its dataset, and nothing else that runs.
#
#   docker build -t passerelle .
#   docker run --rm --read-only --cap-drop ALL -p 127.0.0.1:8080:8080 passerelle

# What building and testing need; `script/container` stops here.
FROM swift:6.3-bookworm AS tools
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends curl libsqlite3-dev sqlite3 zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*

FROM tools AS build
# Without the shared objects the linker takes the archives of the same name.
RUN find /usr/lib \( -name libsqlite3.so -o -name libz.so \) -delete
WORKDIR /src
# The packages change less often than the sources.
COPY Package.* ./
RUN swift package resolve
COPY . .
RUN swift build -c release --product passerelle --static-swift-stdlib \
 && install -D -s .build/release/passerelle /out/usr/local/bin/passerelle
# The dataset is read, checked and written once, here: the container only opens it.
RUN mkdir -p /out/srv && /out/usr/local/bin/passerelle import Fixtures --into /out/srv/passerelle.sqlite

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="passerelle" \
      org.opencontainers.image.description="The HTTP JSON API of NATO–Japan cooperation" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /out /
ENV PASSERELLE_HOST=0.0.0.0 PASSERELLE_DATABASE=/srv/passerelle.sqlite
# Nobody in particular; nothing is written, so no directory belongs to them.
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["passerelle", "health"]
ENTRYPOINT ["passerelle"]
CMD ["serve"]
