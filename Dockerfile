# The concierge as an image, for amd64 and arm64: docker build -t voice-concierge .
# tests/deploy/replay.ts reads this file and walks its steps without Docker, so keep to the forms that it
# knows: paths in RUN relative to WORKDIR, COPY without wildcards, CMD and HEALTHCHECK as JSON.

# App Service runs amd64 only: deploy.sh says so with --platform. By digest, of the list for all platforms: a tag may be moved. Dependabot moves both together.
FROM node:24.21.0-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS base

# Installed for production, without what no server ever reads: maps, types, sources, other machines' binaries.
# TypeScript goes too: Node refuses to run it inside of node_modules.
FROM base AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
RUN find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' \
    -o -iname 'readme*.md' -o -iname 'changelog*.md' \) -delete
RUN find node_modules/better-sqlite3/prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete \
  && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src
RUN rm -rf node_modules/@azure/msal-browser node_modules/bintrees/test \
  && find node_modules/swagger-ui-dist -name 'swagger-ui-es-bundle*' -delete

# tini is process 1: in the version that Debian 12 has for both.
# Only Node is needed of the base: no npm, no yarn, no headers, no Perl, and Node without its symbols.
FROM base AS system
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini=0.19.0-1+b3 binutils \
  && strip /usr/local/bin/node \
  && apt-get purge -y --auto-remove binutils \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* /opt/yarn-* \
    /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg \
    /usr/local/lib/node_modules /usr/local/include /usr/local/share \
    /usr/local/CHANGELOG.md /usr/local/README.md \
    /usr/bin/perl* /usr/lib/*-linux-gnu/perl-base /usr/lib/*-linux-gnu/gconv /usr/share/locale

# From scratch, since what is deleted from a base stays in its layers.
FROM scratch
COPY --from=system / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV NODE_ENV=production
ENV PORT=8000
# Filled below by the user who runs the server: Node keeps one cache for each user.
ENV NODE_COMPILE_CACHE=/home/node/compile-cache
# Where no Azure SQL is set: mount a volume here, and one at /home/node/backups for backups.
ENV SQLITE_DB_PATH=/home/node/data/calls.db
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY machines machines
COPY prompts prompts
COPY storage storage
COPY server server
# Owned by root, so that the server cannot rewrite itself.
USER node
RUN mkdir -m 700 ~/data ~/backups && node --max-semi-space-size=64 server/boot.js --prepare
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As process 1 Node would not get a signal before it listens for it; tini passes them on from the start.
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "--max-semi-space-size=64", "server/boot.js"]
