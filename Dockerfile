# The server in one image: a static program, its dataset, and nothing else that runs.
#
#   docker build -t passerelle .
#   docker run --rm --read-only --cap-drop ALL -p 127.0.0.1:8080:8080 passerelle
#
# The same sources give the same bytes: nothing in it depends on the time or on who builds. Another dataset is served by a
# mount over /srv/passerelle.sqlite. `script/container-test` builds it and holds it to all this.

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
# The hashes of Swift's modules are of use to the compiler alone and differ from build to build, and with them the build's id.
RUN swift build -c release --product passerelle --static-swift-stdlib -Xlinker --icf=safe -Xlinker --no-export-dynamic \
 && install -D .build/release/passerelle /out/usr/local/bin/passerelle \
 && strip -s -R .swift_modhash -R .note.gnu.build-id /out/usr/local/bin/passerelle
# The dataset is read, checked and written once, here: the container only opens it. Files are dated by the dataset's release.
RUN mkdir -p /out/srv && /out/usr/local/bin/passerelle import Fixtures --into /out/srv/passerelle.sqlite \
 && find /out -exec touch --no-dereference --date "$(sed -nE 's/.*"released": "([^"]+)".*/\1/p' Fixtures/dataset.json)" {} +

FROM debian:bookworm-slim
# Of the program, and where it comes from: docker build --build-arg REVISION="$(git rev-parse HEAD)"
ARG VERSION=1.0.0-dev REVISION=
LABEL org.opencontainers.image.title="passerelle" \
      org.opencontainers.image.description="The HTTP JSON API of NATO–Japan cooperation" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.base.name="docker.io/library/debian:bookworm-slim"
COPY --from=build /out /
# Inside, every address is for others to reach; which are published is said outside.
ENV PASSERELLE_HOST=0.0.0.0 PASSERELLE_ADMIN_HOST=0.0.0.0 PASSERELLE_DATABASE=/srv/passerelle.sqlite
# Nobody in particular; nothing is written, so no directory belongs to them.
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["passerelle", "health"]
ENTRYPOINT ["passerelle"]
CMD ["serve"]
