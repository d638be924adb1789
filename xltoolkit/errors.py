"""The one exception that ends in a sentence for the user, and how the system's errors read.

Standard library only, Python 3.8.
"""

import errno


class UserError(Exception):
    """Something that the user can mend.

    Its text is one Chinese sentence that names the place, the value and the remedy.
    Every host shows it as it is; anything else that escapes is a program error.
    """


_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "同名的文件或文件夹已存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件过大",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名无效",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被其他程序占用",
    errno.ETXTBSY: "正被其他程序占用",
    errno.EMFILE: "打开的文件过多",
    errno.ELOOP: "链接成了环",
    errno.ENOEXEC: "不是可以运行的程序",
}


def reason_of(error: OSError) -> str:
    """Say in Chinese why the operating system refused; in its own words where we have none."""
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or type(error).__name__
