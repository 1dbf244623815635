import Comparisons
import Testing

@Suite("The files that a comparison may remove")
struct ComparisonFilesRemovalTests {
  @Test(
    "those it makes",
    arguments: [
      "manifest.json", "report.md", "report.json", "report.html", "report.tex", "report.csv",
      "minima.csv", "comparison.png",
      "plain/seed-1/weights.safetensors", "residual/seed-12/history.csv",
      "plain/seed-1/weights.safetensors.partial", "plain/seed-1/weights.safetensors.last-good",
      "residual/seed-1/surface-1.h5", "residual/seed-3/contour-10.png",
      "plain/seed-1/surface-1-window-0.25.h5", "residual/seed-2/confirmation-3.json",
      "plain/seed-1/curvature.json", "threshold-curve.png", "windows.png",
      "gradient-flow.png", "plain/seed-2/gradient-flow.csv",
      "plain/seed-2/surface-1.h5.confirmation.partial",
      "residual/seed-1/weights.safetensors.hessian.partial",
      "plain/seed-1/reordered-after-0.safetensors", "plain/seed-1/reordered-after-2-history.csv",
      "residual/seed-1/reordered-after-1.safetensors.partial",
      "residual/seed-1/connection-3.json", "plain/seed-1/connection-reordered-after-1.json",
    ])
  func ours(path: String) {
    #expect(ComparisonFiles.isOurs(path))
  }

  @Test(
    "no others, however alike",
    arguments: [
      "", "notes.txt", "manifest.json/x", "weights.safetensors", "plain", "plain/seed-1",
      "plain/weights.safetensors", "plain/seed-x/weights.safetensors",
      "plain/seed-/weights.safetensors", "other/seed-1/weights.safetensors",
      "plain/seed-1/mine.safetensors", "plain/seed-1/surface-a.h5", "plain/seed-1/surface-1.png",
      "plain/seed-1/surface-1-window-x.h5", "plain/seed-1/confirmation-a.json",
      "plain/seed-1/surface-1-window.h5", "plain/seed-1/surface-a.h5.confirmation.partial",
      "surface-1.h5.confirmation.partial", "plain/seed-1/notes.hessian.partial",
      "plain/seed-1/reordered-after-x.safetensors", "plain/seed-1/reordered-after-1.csv",
      "plain/seed-1/connection-reordered-after-.json", "reordered-after-1.safetensors",
      "gradient-flow.csv", "plain/seed-1/gradient-flow.png",
      "plain/seed-1/deep/weights.safetensors", "a/plain/seed-1/weights.safetensors",
    ])
  func foreign(path: String) {
    #expect(!ComparisonFiles.isOurs(path))
  }
}
