#!/usr/bin/env python3
"""Writes tests/data/meshes, one tetrahedron in every mesh format the program reads, and tests/data/small_archive, two parts in the
layout of BodyParts3D. Run: make_meshes.py"""
import base64
import io
import json
import os
import struct
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
POINTS = [(0.0, 0.0, 0.0), (0.3, 0.0, 0.0), (0.0, 1.5, 0.0), (0.0, 0.0, 0.2)]  # metres, y up
FACES = [(0, 2, 1), (0, 1, 3), (0, 3, 2), (1, 2, 3)]  # facing outward
NAME = "Left humerus"
DATA_ADDRESS = "data:application/octet-stream;base64,"


def obj(points=POINTS, faces=FACES, name=NAME):
    lines = [f"o {name}"] if name else []
    lines += ["v " + " ".join(f"{x:g}" for x in p) for p in points]
    lines += ["f " + " ".join(str(i + 1) for i in f) for f in faces]
    return ("\n".join(lines) + "\n").encode()


def stl_text():
    out = [f"solid {NAME}"]
    for face in FACES:
        out += ["facet normal 0 0 0", "outer loop"]
        out += ["vertex " + " ".join(f"{x:g}" for x in POINTS[i]) for i in face]
        out += ["endloop", "endfacet"]
    return ("\n".join(out + [f"endsolid {NAME}"]) + "\n").encode()


def stl_binary(points=POINTS, count=None):
    out = b"solid but binary all the same".ljust(80, b" ") + struct.pack("<I", len(FACES) if count is None else count)
    for face in FACES:
        out += struct.pack("<3f", 0, 0, 0) + b"".join(struct.pack("<3f", *points[i]) for i in face) + b"\0\0"
    return out


def ply_header(form, vertices=len(POINTS), faces=len(FACES)):
    return (f"ply\nformat {form} 1.0\ncomment made by make_meshes.py\nelement vertex {vertices}\nproperty float x\nproperty float y\n"
            f"property float z\nproperty uchar quality\nelement face {faces}\nproperty list uchar int vertex_indices\nend_header\n").encode()


def ply_text(points=POINTS, faces=FACES):
    rows = [" ".join(f"{x:g}" for x in p) + " 7" for p in points] + ["3 " + " ".join(map(str, f)) for f in faces]
    return ply_header("ascii") + "\n".join(rows).encode()


def ply_binary(order="<", points=POINTS, faces=FACES):
    body = b"".join(struct.pack(order + "3fB", *p, 7) for p in points) + b"".join(struct.pack(order + "B3i", 3, *f) for f in faces)
    return ply_header("binary_little_endian" if order == "<" else "binary_big_endian") + body


def gltf_buffer(points=POINTS, faces=FACES):
    return b"".join(struct.pack("<3f", *p) for p in points) + b"".join(struct.pack("<3H", *f) for f in faces)


def gltf_json(uri=None):
    """The glTF tree: the mesh sits in a node that moves it 0.1 m up, below a node that turns it by half a turn about y."""
    buffer = {"byteLength": 72}
    if uri is not None:
        buffer["uri"] = uri
    return {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
        "nodes": [{"name": "Arm", "children": [1], "rotation": [0, 1, 0, 0]}, {"name": NAME, "mesh": 0, "translation": [0, 0.1, 0]}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "buffers": [buffer],
        "bufferViews": [{"buffer": 0, "byteOffset": 0, "byteLength": 48}, {"buffer": 0, "byteOffset": 48, "byteLength": 24}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3", "min": [0, 0, 0], "max": [0.3, 1.5, 0.2]},
                      {"bufferView": 1, "componentType": 5123, "count": 12, "type": "SCALAR"}]}


def glb(tree=None, binary=None, version=2, length=None, text=None):
    text = json.dumps(tree or gltf_json()).encode() if text is None else text
    text += b" " * (-len(text) % 4)
    binary = gltf_buffer() if binary is None else binary
    body = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", version, 12 + len(body) if length is None else length) + body


def fbx_text():
    points = ",".join(f"{x * 100:g}" for p in POINTS for x in p)
    faces = ",".join(f"{a},{b},{-c - 1}" for a, b, c in FACES)
    return f"""; FBX 7.4.0 project file
FBXHeaderExtension:  {{
	FBXHeaderVersion: 1003
	FBXVersion: 7400
}}
GlobalSettings:  {{
	Version: 1000
	Properties70:  {{
		P: "UpAxis", "int", "Integer", "",1
		P: "UpAxisSign", "int", "Integer", "",1
		P: "FrontAxis", "int", "Integer", "",2
		P: "FrontAxisSign", "int", "Integer", "",1
		P: "CoordAxis", "int", "Integer", "",0
		P: "CoordAxisSign", "int", "Integer", "",1
		P: "UnitScaleFactor", "double", "Number", "",1
	}}
}}
Objects:  {{
	Geometry: 100, "Geometry::{NAME}", "Mesh" {{
		Vertices: *12 {{
			a: {points}
		}}
		PolygonVertexIndex: *12 {{
			a: {faces}
		}}
		GeometryVersion: 124
	}}
	Model: 200, "Model::{NAME}", "Mesh" {{
		Version: 232
	}}
}}
Connections:  {{
	C: "OO",200,0
	C: "OO",100,200
}}
""".encode()


def fbx_record(name, properties=b"", count=0, children=b"", offset=0):
    """One binary record of version 7.4; `offset` is where it starts in the file."""
    head = 13 + len(name)
    end = offset + head + len(properties) + len(children)
    return struct.pack("<IIIB", end, count, len(properties), len(name)) + name.encode() + properties + children


def fbx_array(code, values):
    raw = struct.pack(f"<{len(values)}{code}", *values)
    return code.encode() + struct.pack("<III", len(values), 0, len(raw)) + raw


def fbx_string(text):
    return b"S" + struct.pack("<I", len(text)) + text


def fbx_tree(name, properties, children, offset):
    """A record with children given as functions of their offset, closed by the empty record."""
    packed = b"".join(properties)
    inner = b""
    start = offset + 13 + len(name) + len(packed)
    for child in children:
        inner += child(start + len(inner))
    if children:
        inner += b"\0" * 13
    return fbx_record(name, packed, len(properties), inner, offset)


FBX_START = b"Kaydara FBX Binary  \0\x1a\0" + struct.pack("<I", 7400)


def fbx_binary(indices=None):
    points = [x * 100 for p in POINTS for x in p]
    indices = indices or [i if k < 2 else -i - 1 for f in FACES for k, i in enumerate(f)]
    i64 = lambda value: b"L" + struct.pack("<q", value)
    i32 = lambda value: b"I" + struct.pack("<i", value)
    leaf = lambda name, *properties: (lambda at: fbx_tree(name, list(properties), [], at))
    unit = leaf("P", fbx_string(b"UnitScaleFactor"), fbx_string(b"double"), fbx_string(b"Number"), fbx_string(b""), b"D" + struct.pack("<d", 1.0))
    geometry = lambda at: fbx_tree("Geometry", [i64(100), fbx_string(NAME.encode() + b"\0\x01Geometry"), fbx_string(b"Mesh")],
                                   [leaf("Vertices", fbx_array("d", points)), leaf("PolygonVertexIndex", fbx_array("i", indices))], at)
    model = lambda at: fbx_tree("Model", [i64(200), fbx_string(NAME.encode() + b"\0\x01Model"), fbx_string(b"Mesh")], [leaf("Version", i32(232))], at)
    top = [lambda at: fbx_tree("FBXHeaderExtension", [], [leaf("FBXVersion", i32(7400))], at),
           lambda at: fbx_tree("GlobalSettings", [], [leaf("Version", i32(1000)), lambda a: fbx_tree("Properties70", [], [unit], a)], at),
           lambda at: fbx_tree("Objects", [], [geometry, model], at),
           lambda at: fbx_tree("Connections", [], [leaf("C", fbx_string(b"OO"), i64(200), i64(0)), leaf("C", fbx_string(b"OO"), i64(100), i64(200))], at)]
    out = FBX_START
    for record in top:
        out += record(len(out))
    return out + b"\0" * 13 + b"\0" * 160


def files():
    return {"tetra.obj": obj(), "text.stl": stl_text(), "binary.stl": stl_binary(), "text.ply": ply_text(), "little.ply": ply_binary("<"),
            "big.ply": ply_binary(">"), "tetra.glb": glb(), "tetra.gltf": json.dumps(gltf_json("tetra.bin"), indent=1).encode() + b"\n",
            "tetra.bin": gltf_buffer(), "inside.gltf": json.dumps(gltf_json(DATA_ADDRESS + base64.b64encode(gltf_buffer()).decode())).encode() + b"\n",
            "text.fbx": fbx_text(), "binary.fbx": fbx_binary()}


def archive_obj(element, concept, name, shift):
    """A tetrahedron in millimetres with z up, headed like the files of BodyParts3D."""
    points = [(1000 * x + shift, -1000 * z, 1000 * y) for x, y, z in POINTS]
    return f"# File ID : {element}\n# Concept ID : {concept}\n# English name : {name}\n".encode() + obj(points, name=None)


def archive():
    """FJ2 is listed under three concepts; the most specific one has a single element."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for element, concept, name, shift in (("FJ1M", "FMA1", "Left humerus", 100), ("FJ2", "", "", -100)):
            packed.writestr(zipfile.ZipInfo(f"isa/{element}.obj", (2020, 1, 1, 0, 0, 0)), archive_obj(element, concept, name, shift))
    rows = ["concept id\tname\telement file id", "FMA9\tBone\tFJ1M", "FMA9\tBone\tFJ2", "FMA1\tLeft humerus\tFJ1M", "FMA2\tRight humerus\tFJ2",
            "FMA3\tHumerus\tFJ2", "FMA3\tHumerus\tFJ1M"]
    names = ["concept id\trepresentation id\ten", "FMA1\tBP11\tLeft humerus", "FMA2\tBP12\tHumerus of the right side"]
    return {"isa.zip": out.getvalue(), "isa_element_parts.txt": "\n".join(rows).encode() + b"\n", "isa_parts_list_e.txt": "\n".join(names).encode() + b"\n"}


def write(folder, contents):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    for name, content in contents.items():
        with open(os.path.join(HERE, folder, name), "wb") as file:
            file.write(content)


if __name__ == "__main__":
    write("meshes", files())
    write("small_archive", archive())
