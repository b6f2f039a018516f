#!/usr/bin/env bash
# Install the dashboard into a folder: the program, its Python environment, the static files. The container image runs the same steps.
#
#   deploy/install.sh --into DIR [--python PYTHON] [--venv DIR] [--system] [--settings FILE]
#
# An ordinary user can run it. --system (root, Debian) first installs Chromium and fonts, which exports as pictures need.
# --venv uses an environment that is there already. --settings: the file of LA21_…=value lines that both commands read (DIR/settings).
# Running it again brings the folder up to this version; it never touches a store.
set -euo pipefail
cd "$(dirname "$0")/.."

into= python=python3 venv= system= settings=
while (($#)); do
    case $1 in
        --into) into=$2; shift 2 ;;
        --python) python=$2; shift 2 ;;
        --venv) venv=$2; shift 2 ;;
        --system) system=1; shift ;;
        --settings) settings=$2; shift 2 ;;
        *) echo "install.sh: ไม่รู้จัก $1 / unknown option $1" >&2; exit 2 ;;
    esac
done
[[ -n $into ]] || { echo "install.sh: ระบุโฟลเดอร์ด้วย --into / name a folder with --into" >&2; exit 2; }

if [[ -n $system ]]; then
    apt-get update
    apt-get install -y --no-install-recommends chromium fontconfig
    rm -rf /var/lib/apt/lists/*
fi

mkdir -p "$into"
into=$(cd "$into" && pwd)
settings=${settings:-$into/settings}
# The program beside the old one, then swapped in: a server that runs keeps its files until it is restarted.
rm -rf "$into/.app-new"
mkdir "$into/.app-new"
cp -R la21data pages serving data server.py dashboard.py requirements.txt "$into/.app-new/"
rm -rf "$into/.app-new/data/store"
mkdir "$into/.app-new/.streamlit"
cp .streamlit/config.toml "$into/.app-new/.streamlit/"

if [[ -z $venv ]]; then
    venv=$into/venv
    [[ -x $venv/bin/python ]] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
fi
venv=$(cd "$venv" && pwd)
(cd "$into/.app-new" && PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m la21data.static_files >/dev/null)
"$venv/bin/python" -m compileall -q "$into/.app-new"  # The service may not write into its folder.

rm -rf "$into/.app-old"
[[ ! -d $into/app ]] || mv "$into/app" "$into/.app-old"
mv "$into/.app-new" "$into/app"
rm -rf "$into/.app-old"
# Two commands that find the program, its environment and the settings wherever they are called from.
# The environment goes before the file. A line is read as it stands: nothing in it is executed.
mkdir -p "$into/bin"
begin="#!/bin/sh
if [ -r '$settings' ]; then
    while IFS='=' read -r name value || [ -n \"\$name\" ]; do
        case \$name in LA21_*) printenv \"\$name\" >/dev/null || export \"\$name=\$value\" ;; esac
    done < '$settings'
fi"
printf '%s\nPYTHONPATH="%s/app" exec "%s/bin/python" -m la21data "$@"\n' "$begin" "$into" "$venv" > "$into/bin/la21"
printf '%s\ncd "%s/app" && exec "%s/bin/python" server.py "$@"\n' "$begin" "$into" "$venv" > "$into/bin/la21-server"
chmod 755 "$into/bin/la21" "$into/bin/la21-server"
echo "ติดตั้งแล้ว / installed: $into/bin/la21 , $into/bin/la21-server"
