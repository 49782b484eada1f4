"""Writes the full-detail meshes of an atlas as one GLB, one mesh a part or all in one: make_glb.py BODY.atlas OUT.glb [--one-mesh]"""
import json
import struct
import sys

import numpy

from atlas_meshes import Mesh, read_atlas


def merged(meshes):
    """All parts as one mesh."""
    offsets = numpy.cumsum([0] + [len(mesh.positions) for mesh in meshes[:-1]]).astype(numpy.uint32)
    return Mesh("all", "all", numpy.concatenate([mesh.positions for mesh in meshes]), numpy.concatenate([mesh.normals for mesh in meshes]),
                numpy.concatenate([mesh.triangles + offset for mesh, offset in zip(meshes, offsets)]))


def write_glb(meshes, path):
    chunks, views, accessors, glb_meshes, at = [], [], [], [], 0
    for mesh in meshes:
        first = len(accessors)
        for array, kind, target in ((mesh.positions, "VEC3", 34962), (mesh.normals, "VEC3", 34962), (mesh.triangles.reshape(-1), "SCALAR", 34963)):
            raw = numpy.ascontiguousarray(array).tobytes()
            views.append({"buffer": 0, "byteOffset": at, "byteLength": len(raw), "target": target})
            accessor = {"bufferView": len(views) - 1, "componentType": 5125 if kind == "SCALAR" else 5126, "count": len(array), "type": kind}
            if array is mesh.positions:
                accessor |= {"min": array.min(axis=0).tolist(), "max": array.max(axis=0).tolist()}
            accessors.append(accessor)
            chunks.append(raw)
            at += len(raw)
        glb_meshes.append({"name": mesh.name, "primitives": [{"attributes": {"POSITION": first, "NORMAL": first + 1}, "indices": first + 2}]})
    document = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": at}], "bufferViews": views, "accessors": accessors, "meshes": glb_meshes,
                "nodes": [{"mesh": i, "name": mesh.identifier} for i, mesh in enumerate(meshes)],
                "scenes": [{"nodes": list(range(len(meshes)))}], "scene": 0}
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    with open(path, "wb") as out:
        out.write(struct.pack("<4sIIII", b"glTF", 2, 12 + 8 + len(text) + 8 + at, len(text), 0x4E4F534A) + text)
        out.write(struct.pack("<II", at, 0x004E4942))
        for chunk in chunks:
            out.write(chunk)


if __name__ == "__main__":
    parts = read_atlas(sys.argv[1])
    write_glb([merged(parts)] if "--one-mesh" in sys.argv else parts, sys.argv[2])
