import Builtins
import Glibc
import Interpreter
import Session

extension ResultCache {
  /// The results that the user's earlier runs kept, of this very build of the program.
  package static var ofUser: ResultCache {
    var status = stat()
    let isKnown = stat("/proc/self/exe", &status) == 0
    // A rebuilt program may compute something else.
    let time = status.st_mtim
    let build = isKnown ? "\(status.st_size) \(time.tv_sec).\(time.tv_nsec)" : "pid \(getpid())"
    return ResultCache(folder: UserFolders.cache + "/results", program: build)
  }
}
