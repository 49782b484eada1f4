"""Frame times of VTK turning the same body, as JSON: orbit_vtk.py BODY.atlas FRAMES opaque|peeling. Needs a display (see run.py)."""
import json
import sys
import time

import numpy
import vtk
from vtk.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray

from atlas_meshes import read_atlas
from make_glb import merged


def make_actor(mesh, opacity):
    """All parts in one actor: what VTK draws fastest."""
    points = vtk.vtkPoints()
    points.SetData(numpy_to_vtk(mesh.positions, deep=True))
    cells = vtk.vtkCellArray()
    corners = numpy.column_stack([numpy.full(len(mesh.triangles), 3), mesh.triangles]).astype(numpy.int64).reshape(-1)
    cells.SetCells(len(mesh.triangles), numpy_to_vtkIdTypeArray(corners, deep=True))
    data = vtk.vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    data.GetPointData().SetNormals(numpy_to_vtk(mesh.normals, deep=True))
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor = vtk.vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetOpacity(opacity)
    return actor


def main():
    path, frames, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    renderer = vtk.vtkRenderer()
    renderer.AddActor(make_actor(merged(read_atlas(path)), 0.4 if mode == "peeling" else 1.0))
    window = vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(1280, 720)
    if mode == "peeling":
        window.SetAlphaBitPlanes(1)
        renderer.SetUseDepthPeeling(1)
        renderer.SetMaximumNumberOfPeels(4)
        renderer.SetOcclusionRatio(0.0)
    window.AddRenderer(renderer)
    camera = renderer.GetActiveCamera()
    camera.SetViewUp(0, 1, 0)
    camera.SetPosition(0, 0.8, 4)
    camera.SetFocalPoint(0, 0.8, 0)
    renderer.ResetCamera()
    window.Render()
    times = []
    for _ in range(frames):
        camera.Azimuth(360 / frames)
        renderer.ResetCameraClippingRange()
        start = time.perf_counter()
        window.Render()
        window.WaitForCompletion()
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"median_ms": float(numpy.median(times)), "frames": frames}))


main()
