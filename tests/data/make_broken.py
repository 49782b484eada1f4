#!/usr/bin/env python3
"""Writes tests/data/broken: small damaged or hostile files, and expected.txt (file | exit code | part of the message).

Run: make_broken.py. Each case below names its file, the exit code of an import, and words that the error must contain.
"""
import copy
import io
import json
import os
import struct
import zipfile

import make_meshes as good

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "broken")
CASES = []


def case(path, content, code, message):
    CASES.append((path, content, code, message))


def changed(data, at, new):
    return data[:at] + new + data[at + len(new):]


def make_zip(entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


HEADED = b"# Concept ID : FMA23130\n# English name : Left humerus\n" + good.obj()
ONE_FILE = make_zip({"isa/FJ1.obj": HEADED})
STORED = make_zip({"isa/FJ1.obj": HEADED}, zipfile.ZIP_STORED)
DIRECTORY = b"PK\x01\x02"  # starts a record of the zip's central directory


def in_directory(data, offset, new):
    """Changes a field of the first central directory record."""
    return changed(data, data.index(DIRECTORY) + offset, new)


def zips():
    case("text.zip", b"This is no archive.\n", 1, "is no complete zip archive")
    case("empty.zip", b"", 1, "is no complete zip archive")
    case("cut_off.zip", ONE_FILE[:-40], 1, "is no complete zip archive")
    case("only_start.zip", ONE_FILE[:60], 1, "is no complete zip archive")
    case("bomb.zip", make_zip({"isa/FJ1.obj": b"#" * 20_000_000}), 1, "looks like a zip bomb")
    case("declares_4_gb.zip", in_directory(ONE_FILE, 24, struct.pack("<I", 0xFFFFFFF0)), 1, "declares 4294967280 bytes")
    case("declares_less.zip", in_directory(STORED, 20, struct.pack("<II", 50, 50)), 1, "cannot be unpacked")
    case("leaves_folder.zip", make_zip({"../FJ1.obj": HEADED}), 1, "`../FJ1.obj`, which would leave its folder")
    case("leaves_inside.zip", make_zip({"isa/../../FJ1.obj": HEADED}), 1, "which would leave its folder")
    case("absolute_path.zip", make_zip({"/FJ1.obj": HEADED}), 1, "`/FJ1.obj`, which would leave its folder")
    case("windows_path.zip", make_zip({"C:/FJ1.obj": HEADED}), 1, "which would leave its folder")
    case("wrong_checksum.zip", changed(STORED, STORED.index(b"v 0 0 0"), b"v 9 0 0"), 1, "cannot be unpacked")
    case("other_files.zip", make_zip({"readme.txt": b"hello"}), 1, "holds no FJ*.obj files")
    case("no_entries.zip", make_zip({}), 1, "holds no FJ*.obj files")
    case("encrypted.zip", in_directory(changed(ONE_FILE, 6, b"\1"), 8, b"\1"), 1, "is encrypted")
    case("nan_inside.zip", make_zip({"isa/FJ1.obj": HEADED.replace(b"v 0 0 0", b"v nan 0 0")}), 1, "FJ1.obj:4: vertex (nan, 0, 0)")
    case("empty_inside.zip", make_zip({"isa/FJ1.obj": b""}), 1, "holds no vertices")


def archives():
    row = b"concept id\tname\telement file id\n"
    case("without_tables/FJ1.obj", good.obj(name=None), 3, "isa_element_parts.txt was found neither in it")
    case("wrong_table/FJ1.obj", HEADED, 1, "expected the columns")
    case("wrong_table/isa_element_parts.txt", b"id,name,file\nFMA1,Humerus,FJ1\n", None, "")
    case("short_row/FJ1.obj", HEADED, 1, "isa_element_parts.txt:2: has 2 columns")
    case("short_row/isa_element_parts.txt", row + b"FMA1\tHumerus\n", None, "")
    case("empty_table/FJ1.obj", HEADED, 1, "is empty, expected a table")
    case("empty_table/isa_element_parts.txt", b"", None, "")
    case("wrong_names/FJ1.obj", HEADED, 1, "isa_parts_list_e.txt:1")
    case("wrong_names/isa_element_parts.txt", row + b"FMA1\tHumerus\tFJ1\n", None, "")
    case("wrong_names/isa_parts_list_e.txt", b"nothing of the kind\n", None, "")
    case("folder_without_meshes/notes.txt", b"No mesh in here.\n", 1, "holds no mesh files")
    case("one_bad_of_two/good.obj", good.obj(), 1, "bad.obj:6: face names vertex 9")
    case("one_bad_of_two/bad.obj", good.obj().replace(b"f 1 3 2", b"f 1 3 9"), None, "")


def objs():
    text = good.obj()
    case("nan.obj", text.replace(b"v 0 0 0.2", b"v 0 nan 0.2"), 1, "nan.obj:5: vertex (0, nan, 0.2)")
    case("infinite.obj", text.replace(b"v 0 0 0.2", b"v 0 1e999 0.2"), 1, "expected finite numbers")
    case("two_numbers.obj", text.replace(b"v 0 0 0.2", b"v 0 0"), 1, "two_numbers.obj:5: vertex without three numbers")
    case("word.obj", text.replace(b"v 0 0 0.2", b"v zero 0 0"), 1, "vertex without three numbers")
    case("beyond.obj", text.replace(b"f 1 3 2", b"f 1 3 5"), 1, "beyond.obj:6: face names vertex 5, but the file has 4")
    case("billion.obj", text.replace(b"f 1 3 2", b"f 1 3 1000000000"), 1, "face names vertex 1000000000")
    case("too_long_index.obj", text.replace(b"f 1 3 2", b"f 1 3 99999999999999999999"), 1, "no whole number")
    case("index_zero.obj", text.replace(b"f 1 3 2", b"f 1 3 0"), 1, "face names vertex 0")
    case("before_start.obj", text.replace(b"f 1 3 2", b"f -1 -2 -5"), 1, "face names vertex -5")
    case("two_corners.obj", text.replace(b"f 1 3 2", b"f 1 3"), 1, "face with 2 corners")
    case("letters.obj", text.replace(b"f 1 3 2", b"f a b c"), 1, "no whole number")
    case("no_faces.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\n", 1, "holds no faces")
    case("empty.obj", b"", 1, "is empty")
    case("binary.obj", good.glb(), 1, "holds binary data")
    case("picture.obj", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1", 1, "holds binary data")


def stls():
    case("billion.stl", good.stl_binary(count=10 ** 9), 1, "declares 1000000000 triangles")
    case("cut_off.stl", good.stl_binary()[:-20], 1, "it is cut off")
    case("words.stl", b"hello, I am no mesh\n", 1, "expected an STL file")
    case("nan.stl", good.stl_binary([(float("nan"), 0, 0)] + good.POINTS[1:]), 1, "no finite point")
    case("no_triangles.stl", good.stl_binary()[:80] + b"\0\0\0\0", 1, "holds no triangles")
    case("text_cut_off.stl", good.stl_text().split(b"endloop")[0], 1, "ends within a facet")
    case("text_two_numbers.stl", good.stl_text().replace(b"vertex 0 1.5 0", b"vertex 0 1.5"), 1, "vertex without three numbers")
    case("text_four_corners.stl", good.stl_text().replace(b"endloop", b"vertex 0 0 0\nendloop", 1), 1, "fourth vertex")


def plys():
    case("billion.ply", good.ply_binary().replace(b"vertex 4", b"vertex 1000000000"), 1, "declares 1000000000 of element `vertex`")
    case("billion_text.ply", good.ply_text().replace(b"face 4", b"face 1000000000"), 1, "declares 1000000000 of element `face`")
    case("cut_off.ply", good.ply_binary()[:-6], 1, "it is cut off")
    case("text_cut_off.ply", good.ply_text()[:-8], 1, "ends early")
    case("no_end.ply", good.ply_header("ascii").replace(b"end_header\n", b""), 1, "without `end_header`")
    case("words.ply", b"hello, I am no mesh\n", 1, "expected `ply`")
    case("unknown_type.ply", good.ply_text().replace(b"property float z", b"property complex z"), 1, "unknown type")
    case("unknown_format.ply", good.ply_text().replace(b"format ascii", b"format utf8"), 1, "unknown format `utf8`")
    case("beyond.ply", good.ply_binary(faces=good.FACES[:3] + [(1, 2, 77)]), 1, "names vertex 77, but the file has 4")
    case("negative.ply", good.ply_text(faces=good.FACES[:3] + [(1, 2, -1)]), 1, "names vertex -1")
    case("nan.ply", good.ply_text().replace(b"0 0 0.2 7", b"0 nan 0.2 7"), 1, "vertex 3 is no finite point")
    case("long_list.ply", good.ply_binary()[:-13] + b"\xff" + good.ply_binary()[-12:], 1, "it is cut off")
    case("no_properties.ply", b"ply\nformat ascii 1.0\nelement vertex 5\nend_header\n", 1, "has no properties")
    case("no_faces.ply", good.ply_text(faces=[]).replace(b"face 4", b"face 0"), 1, "holds no faces")


def with_gltf(change, uri=None):
    tree = copy.deepcopy(good.gltf_json(uri))
    change(tree)
    return tree


def set_in(*path_and_value):
    def change(tree):
        place = tree
        for step in path_and_value[:-2]:
            place = place[step]
        place[path_and_value[-2]] = path_and_value[-1]
    return change


def gltfs():
    def broken_glb(name, change, message):
        case(name, good.glb(with_gltf(change)), 1, message)

    case("words.glb", b"hello, I am a text file and no model\n", 1, "expected `glTF`: it is no GLB file")
    case("cut_off.glb", good.glb()[:-30], 1, "it is cut off")
    case("only_start.glb", good.glb()[:12], 1, "it is cut off")
    case("version_1.glb", good.glb(version=1), 1, "version 1, expected 2")
    case("false_length.glb", good.glb(length=0xFFFFFFFF), 1, "declares 4294967295 bytes")
    case("false_json_length.glb", changed(good.glb(), 12, struct.pack("<I", 0x7FFFFFFF)), 1, "declares a JSON chunk")
    case("no_json.glb", good.glb(text=b"{nonsense"), 1, "holds no JSON")
    case("list.glb", good.glb(text=b"[1, 2, 3]"), 1, "holds no glTF object")
    case("deep.glb", good.glb(text=b"[" * 50000), 1, "holds no JSON")
    broken_glb("no_asset.glb", lambda tree: tree.pop("asset"), "has no `asset`")
    broken_glb("billion.glb", set_in("accessors", 0, "count", 10 ** 9), "declares 1000000000 elements")
    broken_glb("beyond_view.glb", set_in("accessors", 1, "count", 13), "but its view has 24 bytes")
    broken_glb("beyond_buffer.glb", set_in("bufferViews", 1, "byteOffset", 60), "leaves its buffer")
    broken_glb("beyond_chunk.glb", set_in("buffers", 0, "byteLength", 10 ** 12), "but the binary chunk has 72")
    broken_glb("missing_view.glb", set_in("accessors", 0, "bufferView", 9), "names bufferView 9 of 2")
    broken_glb("zeros_for_free.glb", lambda tree: tree["accessors"][0].pop("bufferView"), "names bufferView ? of 2")
    broken_glb("missing_accessor.glb", set_in("meshes", 0, "primitives", 0, "indices", 7), "names indices 7 of 2")
    broken_glb("missing_child.glb", set_in("nodes", 0, "children", [5]), "a child that does not exist")
    broken_glb("missing_mesh.glb", set_in("nodes", 1, "mesh", 3), "names mesh 3 of 1")
    broken_glb("circle.glb", set_in("nodes", 1, "children", [0]), "lies in a circle")
    broken_glb("two_parents.glb", set_in("nodes", 0, "children", [1, 1]), "has two parents")
    broken_glb("negative.glb", set_in("accessors", 0, "byteOffset", -4), "no sensible number")
    broken_glb("draco.glb", set_in("extensionsRequired", ["KHR_draco_mesh_compression"]), "export it without mesh compression")
    broken_glb("sparse.glb", set_in("accessors", 0, "sparse", {"count": 10 ** 9}), "sparse accessors")
    broken_glb("words_as_points.glb", set_in("accessors", 0, "type", "VEC9"), "unknown accessor type `VEC9`")
    case("beyond_points.glb", good.glb(binary=good.gltf_buffer(faces=good.FACES[:3] + [(1, 2, 60000)])), 1, "1 of 4 triangles name vertices that do not exist")
    case("nan.glb", good.glb(binary=good.gltf_buffer([(float("nan"), 0, 0)] + good.POINTS[1:])), 1, "no finite point")

    def broken_gltf(name, uri, code, message):
        case(name, json.dumps(good.gltf_json(uri)).encode(), code, message)

    broken_gltf("leaves_folder.gltf", "../meshes/tetra.bin", 1, "which leaves its folder")
    broken_gltf("absolute.gltf", "/etc/hostname", 1, "which leaves its folder")
    broken_gltf("address.gltf", "http://localhost/tetra.bin", 1, "which leaves its folder")
    broken_gltf("hidden_dots.gltf", "%2e%2e/meshes/tetra.bin", 1, "which leaves its folder")
    broken_gltf("missing_buffer.gltf", "nowhere.bin", 3, "nowhere.bin")
    broken_gltf("short_buffer.gltf", "short.bin", 1, "declares 72 bytes, but the file has 5")
    case("short.bin", b"short", None, "")
    broken_gltf("short_data.gltf", "data:application/octet-stream;base64,AAAA", 1, "declares 72 bytes, but its data has about")
    case("words.gltf", b"hello, I am no model\n", 1, "holds no JSON")


def fbxs():
    binary = good.fbx_binary()
    case("words.fbx", b"hello, I am no model\n", 1, "expected an FBX file")
    case("cut_off.fbx", binary[:400], 1, "it is cut off or damaged")
    case("only_start.fbx", binary[:30], 1, "it is cut off")
    case("record_beyond.fbx", changed(binary, 27, struct.pack("<I", 10 ** 9)), 1, "claims to end at 1000000000")
    at = binary.index(b"Verticesd") + len("Verticesd")
    case("array_bomb.fbx", changed(binary, at, struct.pack("<II", 10 ** 9, 1)), 1, "declares an array of 1000000000 values")
    case("unknown_property.fbx", changed(binary, at - 1, b"?"), 1, "unknown property type")
    case("beyond.fbx", good.fbx_binary([0, 2, -2, 0, 1, -4, 0, 3, -3, 1, 2, -78]), 1, "beyond.fbx: holds no triangles")
    case("open_braces.fbx", good.fbx_text() + b"{{{", 1, "braces that do not match")
    case("deep.fbx", good.fbx_text() + b"A: {" * 5000 + b"}" * 5000, 1, "nest too deep")
    case("circle.fbx", good.fbx_text().replace(b'"OO",100,200', b'"OO",200,200'), 1, "connects objects in a circle")
    link = b"L" + struct.pack("<q", 100) + b"L" + struct.pack("<q", 200)
    case("binary_circle.fbx", binary.replace(link, link[9:] + link[9:]), 1, "connects objects in a circle")
    doubles = "".join(f'C: "OO",{i},{i - 1}\n' * 2 for i in range(1000, 1040))
    case("endless_ways.fbx", good.fbx_text().replace(b"Connections:  {", b"Connections:  {\n" + doubles.encode()), 1, "more ways than can be followed")
    chain = "".join(f'C: "OO",{i},{i - 1}\n' for i in range(1000, 2000))
    case("long_chain.fbx", good.fbx_text().replace(b"Connections:  {", b"Connections:  {\n" + chain.encode()), 1, "in a chain of more than 500")
    case("no_objects.fbx", b"; FBX 7.4.0 project file\nFBXHeaderExtension: {\n}\n", 1, "cannot be read as fbx")


def others():
    case("unknown.xyz", b"0 0 0\n", 1, "is no mesh file by its ending `.xyz`")
    case("no_ending", b"0 0 0\n", 1, "is no mesh file by its ending")
    CASES.append(("not_there.obj", None, 3, "does not exist"))
    CASES.append(("not_there", None, 3, "does not exist"))


def write_all():
    rows = ["# Made by ../make_broken.py: file or folder | exit code | part of the message"]
    for path, content, code, message in CASES:
        full = os.path.join(HERE, path)
        if content is not None:
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(content)
        if code is not None:
            rows.append(f"{os.path.dirname(path) or path} | {code} | {message}")
    with open(os.path.join(HERE, "expected.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    for group in (zips, archives, objs, stls, plys, gltfs, fbxs, others):
        group()
    write_all()
