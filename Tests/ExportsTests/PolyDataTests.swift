import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Grids
import ProgramTestSupport
import Testing

@Suite("Meshes for ParaView")
struct PolyDataTests {
  private func field(_ values: [Double]) throws -> ScalarField {
    ScalarField(grid: try #require(Grid(xs: [-1, 0, 1], ys: [0, 0.5])), values: values)
  }

  /// The numbers of an array of the file.
  private func numbers(_ name: String, in text: String) throws -> [Double] {
    let start = try #require(text.range(of: "Name=\"\(name)\""))
    let rest = text[start.upperBound...]
    let body = try #require(rest.split(separator: ">", maxSplits: 1).last)
      .prefix { $0 != "<" }
    return body.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  @Test("hold what Li et al.'s converter writes: points row by row, quads, heights, their means")
  func form() throws {
    let mesh = try PolyData(field([1, 2, 3, 4, 5, 60]), heights: .init(), from: "a.h5")
    let text = mesh.text
    #expect(mesh.quadCount == 2 && mesh.leftOut == 0 && mesh.clipped == 0)
    #expect(text.hasPrefix("<VTKFile type=\"PolyData\" version=\"1.0\""))
    #expect(text.contains("NumberOfPoints=\"6\"") && text.contains("NumberOfPolys=\"2\""))
    #expect(try numbers("zvalue", in: text) == [1, 2, 3, 4, 5, 60])
    #expect(try numbers("averaged zvalue", in: text) == [3, 17.5])
    #expect(
      try numbers("Points", in: text) == [
        -1, 0, 1, 0, 0, 2, 1, 0, 3, -1, 0.5, 4, 0, 0.5, 5, 1, 0.5, 60,
      ])
    #expect(try numbers("connectivity", in: text) == [0, 1, 4, 3, 1, 2, 5, 4])
    #expect(try numbers("offsets", in: text) == [4, 8])
  }

  @Test("heights are clipped first, then ln(loss + 0.1)")
  func heights() throws {
    let values: [Double] = [1, 2, 3, 4, .infinity, 60]
    let mesh = try PolyData(
      field(values), heights: .init(most: 3, isLogarithmic: true), from: "a.h5")
    #expect(mesh.clipped == 3 && mesh.leftOut == 0)
    let expected = [1.1, 2.1, 3.1, 3.1, 3.1, 3.1].map { log($0) }
    let written = try numbers("zvalue", in: mesh.text)
    #expect(zip(written, expected).allSatisfy { ($0 - $1).magnitude < 1e-14 })
  }

  @Test("points without a finite height are left out, with the quads at them")
  func holes() throws {
    let mesh = try PolyData(field([.nan, 2, 3, 4, 5, 6]), heights: .init(), from: "a.h5")
    #expect(mesh.leftOut == 1 && mesh.quadCount == 1)
    #expect(try numbers("connectivity", in: mesh.text) == [0, 1, 4, 3])
    #expect(try numbers("zvalue", in: mesh.text) == [2, 3, 4, 5, 6])
    #expect(!mesh.text.contains("nan"))
    let none = try failure {
      _ = try PolyData(field([1, .nan, 3, 4, 5, 6]), heights: .init(), from: "a.h5")
    }
    #expect(none.code == .data)
    let line = ScalarField(grid: try #require(Grid(xs: [0, 1, 2], ys: [0])), values: [1, 2, 3])
    #expect(
      try failure { _ = try PolyData(line, heights: .init(), from: "a.h5") }.what.contains("line"))
  }

  private static let python = OtherProgram(pythonWith: ["vtkmodules"])

  @Test("are read by VTK", .enabled(if: python.isWanted, "\(python.absence)"))
  func vtk() throws {
    let folder = try TemporaryFolder()
    let mesh = try PolyData(field([1, 2, 3, 4, 5, 60]), heights: .init(), from: "a.h5")
    _ = try folder.write(mesh.text, to: "a.vtp")
    let solid = try PrintableSolid(field([1, 2, 3, 4, 5, 60]), size: .init(), from: "a.h5")
    _ = try folder.write(solid.stl, to: "a.stl")
    let output = try Self.python.output(
      [
        "-c",
        """
        from vtkmodules.vtkFiltersCore import vtkFeatureEdges
        from vtkmodules.vtkIOGeometry import vtkSTLReader
        from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

        def read(reader, name):
            reader.SetFileName(name)
            reader.Update()
            return reader.GetOutput()

        mesh = read(vtkXMLPolyDataReader(), "a.vtp")
        heights = mesh.GetPointData().GetArray("zvalue")
        print([heights.GetValue(i) for i in range(mesh.GetNumberOfPoints())])
        for i in range(mesh.GetNumberOfCells()):
            points = mesh.GetCell(i).GetPointIds()
            print([points.GetId(j) for j in range(points.GetNumberOfIds())])
        solid = read(vtkSTLReader(), "a.stl")
        edges = vtkFeatureEdges()
        edges.FeatureEdgesOff()
        edges.SetInputData(solid)
        edges.Update()
        print(edges.GetOutput().GetNumberOfCells(), "open", round(solid.GetBounds()[5]), "mm")
        """,
      ], in: folder)
    #expect(
      output == """
        [1.0, 2.0, 3.0, 4.0, 5.0, 60.0]
        [0, 1, 4, 3]
        [1, 2, 5, 4]
        0 open 43 mm

        """)
  }
}
