// What `import Basin` gives: all modules of the library.

@_exported public import Analysis
@_exported public import Archives
@_exported public import CairoRendering
@_exported public import Catalogues
@_exported public import Comparisons
@_exported public import Datasets
@_exported public import Documents
@_exported public import Exports
@_exported public import Failures
@_exported public import Figures
@_exported public import Grids
@_exported public import Kernels
@_exported public import Landscapes
@_exported public import Lessons
@_exported public import Networks
@_exported public import Numerals
@_exported public import Pages
@_exported public import Pictures
@_exported public import Provenance
@_exported public import Reports
@_exported public import Runs
@_exported public import SVGRendering
@_exported public import Studies
@_exported public import SurfaceRendering
@_exported public import Tensors
@_exported public import Training
