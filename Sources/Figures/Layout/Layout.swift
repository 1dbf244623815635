/// A tick in its place: its distance along the axis as a canvas coordinate.
package struct PlacedTick: Hashable, Sendable {
  package let position: Double
  package let tick: Tick
}

/// A plot in its place.
package struct PlacedPlot: Hashable, Sendable {
  /// Its number in the composition.
  package let index: Int
  package let frame: PlotFrame
  package let xTicks: [PlacedTick]
  package let yTicks: [PlacedTick]
}

/// The colour bar in its place.
package struct PlacedBar: Hashable, Sendable {
  /// The colours, without the ends for clipped values.
  package let rectangle: Rectangle
  /// How far the ends for clipped values reach beyond it.
  package let arrow: Double
  package let ticks: [PlacedTick]
}

/// A sample in the legend, in its place.
package struct PlacedSample: Hashable, Sendable {
  package let kind: LegendKind
  package let box: Rectangle
}

/// The stroke that leads from the end of a line to its name.
package struct PlacedLead: Hashable, Sendable {
  package let line: Int
  package let start: Point
  package let end: Point
}

/// Where everything in a picture stands, computed from measured text before anything is drawn.
package struct Layout: Sendable {
  package internal(set) var texts: [PlacedText] = []
  /// In the order of the composition.
  package internal(set) var plots: [PlacedPlot] = []
  package internal(set) var bar: PlacedBar?
  package internal(set) var samples: [PlacedSample] = []
  package internal(set) var leads: [PlacedLead] = []
  /// The parts that had room.
  package let parts: Set<FigurePart>
  /// The length of a pixel at 1080 lines, in pixels of this picture.
  package let unit: Double

  init(parts: Set<FigurePart>, unit: Double) {
    self.parts = parts
    self.unit = unit
  }

  /// Lays a picture out for a canvas: with all its parts if the plots remain large enough, or with
  /// the first few given up one after the other until they do.
  package init(_ composition: Composition, on canvas: any Canvas) {
    let all = composition.showsText ? FigurePart.allCases : [.colorBar]
    for given in 0..<all.count {
      let boxes = BoxLayout(composition, parts: Set(all[given...]), on: canvas)
      if boxes.plotsAreLargeEnough {
        self = boxes.placed()
        return
      }
    }
    self = BoxLayout(composition, parts: [], on: canvas).placed()
  }
}
