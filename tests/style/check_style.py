#!/usr/bin/env python3
"""The rules of docs and structure that a compiler does not check. Run: check_style.py REPO [--headers COMPILE_COMMANDS]

Prints one line a fault and exits 1 if there are any. Checks: layers, sizes of files and functions, a first comment in each file,
README of each folder, sources of assets, words that do not belong in the repository; with --headers also that each header
compiles on its own.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib

HEADER_LIMIT, SOURCE_LIMIT, FUNCTION_LIMIT, README_LIMIT = 300, 600, 80, 15
FREE_INCLUDES = ("glm/", "fmt/")  # vocabulary libraries every folder may use
WRAPPED = {  # include prefix -> folders that may use it
    "tl/": ("base",), "toml++": ("base",), "nlohmann": ("base",), "xxhash": ("base",), "meshoptimizer": ("geometry",),
    "nanoflann": ("geometry",), "Eigen": ("geometry",), "zip.h": ("readers",), "assimp": ("readers",), "curl": ("readers",),
    "glad": ("render", "gui"), "EGL": ("render",), "stb/": ("render",), "zlib.h": ("writers",), "GLFW": ("gui",), "imgui": ("gui",), "CLI": ("cli",)}

faults = []


def fault(place, text):
    faults.append(f"{place}: {text}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def source_files(repo):
    for folder, _, names in os.walk(os.path.join(repo, "src")):
        for name in sorted(names):
            if name.endswith((".h", ".cpp")):
                yield os.path.join(folder, name)


def read_layers(repo):
    layers = {}
    for line in read(os.path.join(repo, "src/layers.txt")).splitlines():
        if re.match(r"^[a-z]", line):
            name, rest = line.split(":", 1)
            layers[name] = rest.split("|")[0].split()
    return layers


def check_layers(repo, layers):
    order = list(layers)
    for name, uses in layers.items():
        for used in uses:
            if used not in layers:
                fault("src/layers.txt", f"{name} uses unknown folder {used}")
            elif order.index(used) >= order.index(name):
                fault("src/layers.txt", f"{name} uses {used}, which is not below it")
    for path in source_files(repo):
        relative = os.path.relpath(path, os.path.join(repo, "src"))
        folder = relative.split(os.sep)[0] if os.sep in relative else "main"
        if folder not in layers:
            fault(path, f"folder {folder} is not in src/layers.txt")
            continue
        for number, line in enumerate(read(path).splitlines(), 1):
            match = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
            if not match:
                continue
            target = match.group(2)
            if match.group(1) == '"':
                used = target.split("/")[0]
                if "/" not in target or used not in layers:
                    fault(f"{relative}:{number}", f'include "{target}" is not written as "folder/file.h"')
                elif used != folder and used not in layers[folder]:
                    fault(f"{relative}:{number}", f"{folder} may not use {used} (src/layers.txt)")
            else:
                for prefix, owners in WRAPPED.items():
                    if target.startswith(prefix) and folder not in owners:
                        fault(f"{relative}:{number}", f"<{target}> belongs to {' and '.join(owners)} alone")


def strip_code(text):
    """Comments, strings and preprocessor lines blanked, line numbers kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    text = re.sub(r'R"([a-zA-Z]*)\(.*?\)\1"', blank, text, flags=re.S)
    text = re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)


def functions(text):
    """(first line, lines) of each function body, found by braces: a body follows ')' or a trailing return type."""
    code = strip_code(text)
    stack, start, found = [], 0, []
    for i, char in enumerate(code):
        if char in ";}":
            start = i + 1
        if char == "{":
            head = code[start:i].strip()
            opens_scope = re.search(r"\b(namespace|class|struct|union|enum|extern)\b[^()=]*$", head) is not None
            is_function = not opens_scope and "(" in head and not any(kind == "function" for kind, _ in stack) and \
                re.search(r"\)\s*(const|noexcept|override|final|mutable|&|&&|->[^;{]*|:\s.*)*\s*$", head, re.S)
            stack.append(("function" if is_function else "scope", code.count("\n", 0, start + len(code[start:i]) - len(code[start:i].lstrip())) + 1))
            if not any(kind == "function" for kind, _ in stack):
                start = i + 1
        elif char == "}" and stack:
            kind, first = stack.pop()
            if kind == "function":
                found.append((first, code.count("\n", 0, i) + 2 - first))
    return found


def read_exceptions(repo):
    """Lines `path | limit | reason`."""
    out = {}
    path = os.path.join(repo, "tests/style/exceptions.txt")
    for line in read(path).splitlines():
        if line.strip() and not line.startswith("#"):
            name, limit, reason = (piece.strip() for piece in line.split("|", 2))
            if not reason:
                fault(path, f"no reason for {name}")
            out[name] = int(limit)
    return out


def check_sizes(repo):
    exceptions = read_exceptions(repo)
    for path in source_files(repo):
        text = read(path)
        relative = os.path.relpath(path, repo)
        lines = text.count("\n")
        limit = HEADER_LIMIT if path.endswith(".h") else SOURCE_LIMIT
        if lines > max(limit, exceptions.get(relative, 0)):
            fault(relative, f"{lines} lines, at most {limit}")
        if not text.startswith("//"):
            fault(relative, "does not start with a one-sentence comment saying what it is for")
        for first, length in functions(text):
            if length > FUNCTION_LIMIT:
                fault(f"{relative}:{first}", f"function of {length} lines, at most {FUNCTION_LIMIT}")


def check_readmes(repo, layers):
    for name in layers:
        folder = os.path.join(repo, "src", name)
        if name == "main" or not os.path.isdir(folder):
            continue
        path = os.path.join(folder, "README.md")
        if not os.path.exists(path):
            fault(f"src/{name}", "has no README.md")
        elif read(path).count("\n") > README_LIMIT:
            fault(f"src/{name}/README.md", f"more than {README_LIMIT} lines")


def walk_sources(value, place, known):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("source", "sources"):
                for one in [inner] if isinstance(inner, str) else inner:
                    for piece in re.split(r"[;,]\s*", one):
                        if piece.strip() and piece.strip() not in known:
                            fault(place, f"source key `{piece.strip()}` is not in assets/sources.toml")
            else:
                walk_sources(inner, place, known)
    elif isinstance(value, list):
        for inner in value:
            walk_sources(inner, place, known)


def holds_figures(value):
    """True if there is a number other than -1, 0, 1: a measured or chosen figure, which needs a source."""
    if isinstance(value, dict):
        return any(holds_figures(inner) for inner in value.values())
    if isinstance(value, list):
        return any(holds_figures(inner) for inner in value)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) not in (0, 1)


def check_assets(repo):
    assets = os.path.join(repo, "assets")
    with open(os.path.join(assets, "sources.toml"), "rb") as file:
        known = set(tomllib.load(file))
    for folder, _, names in os.walk(assets):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".toml") and name != "sources.toml":
                try:
                    with open(path, "rb") as file:
                        content = tomllib.load(file)
                except tomllib.TOMLDecodeError as error:
                    fault(path, str(error))
                    continue
                walk_sources(content, os.path.relpath(path, repo), known)
                if "body" in folder.split(os.sep) and holds_figures(content) and "source" not in read(path):
                    fault(os.path.relpath(path, repo), "names no source at all")


def tracked_files(repo):
    answer = subprocess.run(["git", "-C", repo, "ls-files"], capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def check_words(repo):
    home = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w|C:\\\\Users")
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    for name in tracked_files(repo):
        path = os.path.join(repo, name)
        if name.startswith("tests/") and not name.endswith((".py", ".cpp", ".h", ".sh", ".txt")):
            continue
        if name in ("LICENSE", "tests/style/check_style.py") or not os.path.isfile(path):
            continue
        try:
            text = read(path)
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if home.search(line):
                fault(f"{name}:{number}", "names a path of one machine")
            if unfinished.search(line):
                fault(f"{name}:{number}", "marks unfinished work")
    sizes = [(os.path.getsize(os.path.join(repo, name)), name) for name in tracked_files(repo) if os.path.isfile(os.path.join(repo, name))]
    for size, name in sizes:
        if size > 1 << 20:
            fault(name, f"{size >> 20} MiB: too large for the repository")


def check_header(repo, header, flags):
    command = flags + ["-fsyntax-only", "-x", "c++", os.path.join(repo, "src", header)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return header, answer.returncode, answer.stderr.strip().splitlines()


def check_headers(repo, commands_file):
    """Compiles each header alone, with the flags of a source file of its folder."""
    flags_of = {}
    with open(commands_file, encoding="utf-8") as file:
        for entry in json.load(file):
            relative = os.path.relpath(entry["file"], os.path.join(repo, "src"))
            if not relative.startswith(".."):
                words = shlex.split(entry["command"])
                if words[0].endswith("ccache"):
                    words = words[1:]
                flags_of.setdefault(relative.split(os.sep)[0], [w for w in words[:words.index("-o")] if w != "-Werror"])
    jobs = []
    for path in source_files(repo):
        relative = os.path.relpath(path, os.path.join(repo, "src"))
        folder = relative.split(os.sep)[0]
        if path.endswith(".h") and folder in flags_of:
            jobs.append((repo, relative, flags_of[folder] + ["-Wno-pragma-once-outside-header"] if "clang" in flags_of[folder][0] else flags_of[folder]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for header, code, lines in pool.map(lambda job: check_header(*job), jobs):
            if code != 0:
                fault(f"src/{header}", "does not compile on its own: " + next((l for l in lines if "error" in l), "?"))


def main():
    repo = os.path.abspath(sys.argv[1])
    layers = read_layers(repo)
    if "--headers" in sys.argv:
        check_headers(repo, sys.argv[sys.argv.index("--headers") + 1])
    else:
        check_layers(repo, layers)
        check_sizes(repo)
        check_readmes(repo, layers)
        check_assets(repo)
        check_words(repo)
    for line in faults:
        print(line)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
