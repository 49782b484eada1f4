"""Reads the full-detail meshes out of an atlas file (layout: src/readers/atlas_cache_layout.h), for programs we compare with."""
import struct
from dataclasses import dataclass

import numpy

VERSION = 2
PART = struct.Struct("<5B7xf6f2Q2I2Q")
LEVEL = struct.Struct("<f3I")
VERTEX = numpy.dtype([("position", "<u2", 3), ("along", "<u2"), ("normal", "i1", 2), ("fibre", "i1", 2), ("occlusion", "u1"), ("spare", "u1", 3)])


@dataclass
class Mesh:
    """One part: positions (metres) and normals as float32 (n, 3), triangles as uint32 (m, 3)."""
    identifier: str
    name: str
    positions: numpy.ndarray
    normals: numpy.ndarray
    triangles: numpy.ndarray


class Cursor:
    def __init__(self, data, at):
        self.data, self.at = data, at

    def take(self, layout):
        values = layout.unpack_from(self.data, self.at)
        self.at += layout.size
        return values

    def text(self):
        (size,) = self.take(struct.Struct("<I"))
        self.at += size
        return bytes(self.data[self.at - size:self.at]).decode("utf-8", "replace")


def decode_normals(packed):
    n = packed.astype(numpy.float32) / 127
    z = 1 - numpy.abs(n).sum(axis=1)
    folded = (1 - numpy.abs(n[:, ::-1])) * numpy.where(n >= 0, 1, -1)
    n = numpy.where((z < 0)[:, None], folded, n)
    out = numpy.column_stack([n, z]).astype(numpy.float32)
    return out / numpy.linalg.norm(out, axis=1, keepdims=True)


SKIN = 9  # of anatomy::Kind


def read_atlas(path):
    """All parts of an atlas but the skin, at full detail: without the skin, what lies inside must be drawn."""
    data = memoryview(open(path, "rb").read())
    magic, version = struct.unpack_from("<8sI", data, 0)
    if magic != b"SMRTATLS" or version != VERSION:
        raise SystemExit(f"{path}: is no atlas of version {VERSION}")
    table_at, _, _, vertices_at, vertex_count, indices_at, index_count = struct.unpack_from("<7Q", data, 32)
    vertices = numpy.frombuffer(data, VERTEX, vertex_count, vertices_at)
    indices = numpy.frombuffer(data, "<u4", index_count, indices_at)
    table = Cursor(data, table_at)
    for _ in range(3):
        table.text()
    (count,) = table.take(struct.Struct("<I"))
    meshes = []
    for _ in range(count):
        texts = [table.text() for _ in range(6)]
        record = table.take(PART)
        levels = [table.take(LEVEL) for _ in range(record[3])]
        if record[0] == SKIN:
            continue
        lower, upper = numpy.array(record[6:9], numpy.float32), numpy.array(record[9:12], numpy.float32)
        first_vertex, first_index = record[12:14]
        _, used, first, size = levels[0]
        own = vertices[first_vertex:first_vertex + used]
        triangles = indices[first_index + first:first_index + first + size].reshape(-1, 3)
        positions = lower + own["position"].astype(numpy.float32) / 65535 * (upper - lower)
        meshes.append(Mesh(texts[0], texts[2], positions.astype(numpy.float32), decode_normals(own["normal"]), triangles))
    return meshes
