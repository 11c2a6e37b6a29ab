#!/usr/bin/env bash
# browser and Node: the module, its size, the page in Chromium, every report vector
set -euo pipefail
command -v npm >/dev/null || { apt-get update && apt-get install -y nodejs npm; }
npm --prefix embed/web test
