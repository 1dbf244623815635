public import ArgumentParser
public import Comparisons
public import Datasets
public import Figures
public import Landscapes
public import Networks
public import Provenance
public import Reports
public import Training

// The library's own lists of choices, taken as values of options: their cases are what the help
// names, so that neither can forget one.

extension DatasetSplit: ExpressibleByArgument {}
extension Normalization: ExpressibleByArgument {}
extension IgnoredTensors: ExpressibleByArgument {}
extension CurvatureReport.Format: ExpressibleByArgument {}
extension GradientReport.Format: ExpressibleByArgument {}
extension CheckReport.Format: ExpressibleByArgument {}
extension ConnectionReport.Format: ExpressibleByArgument {}
extension WeightCurve.Shape: ExpressibleByArgument {}
extension LearningRateSchedule.Shape: ExpressibleByArgument {}
extension SamplingPrecision: ExpressibleByArgument {}
extension InferencePlan.Statistics: ExpressibleByArgument {}
extension MinimaTable.Format: ExpressibleByArgument {}
extension TopologyTable.Format: ExpressibleByArgument {}
extension ComparisonSettings.Preset: ExpressibleByArgument {}
extension ContourStyle: ExpressibleByArgument {}
extension Theme: ExpressibleByArgument {}
