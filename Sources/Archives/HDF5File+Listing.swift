internal import CHDF5

/// A dataset of numbers, as a list of them names it.
public struct HDF5Dataset: Equatable, Sendable {
  /// Its name in its group.
  public let name: String
  /// The sizes of its dimensions; none for a single number.
  public let sizes: [Int]
}

extension HDF5File {
  /// The datasets of numbers in a group, in the order of their names' bytes. What cannot be read is left
  /// out.
  ///
  /// - Throws: `Failure` (data) if there is no such group.
  public func datasets(in group: String = "/") throws -> [HDF5Dataset] {
    let names = try names(in: group)
    return HDF5Library.exclusively {
      names.compactMap { name in
        sizes(of: group.hasSuffix("/") ? group + name : "\(group)/\(name)").map {
          HDF5Dataset(name: name, sizes: $0)
        }
      }
    }
  }

  /// The sizes of a dataset of numbers; nil for anything else.
  private func sizes(of dataset: String) -> [Int]? {
    guard let object = open(dataset), H5Iget_type(object.id) == H5I_DATASET,
      let type = HDF5Handle(H5Dget_type(object.id), closing: H5Tclose),
      [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(type.id)),
      let space = HDF5Handle(H5Dget_space(object.id), closing: H5Sclose)
    else { return nil }
    return Self.sizes(of: space.id)
  }
}
