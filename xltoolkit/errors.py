"""The one exception that ends in a sentence for the user, and what the system says in words.

Standard library only, Python 3.8.
"""

import errno


class UserError(Exception):
    """Something that the user can mend.

    Its text is one Chinese sentence that names the place, the value and the remedy.
    Every host shows it as it is; anything else that escapes is a program error.
    """


_REASONS = {
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "同名的是文件夹",
    errno.ENOTEMPTY: "同名的文件夹不是空的",
    errno.ENOENT: "找不到上级文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被其他程序使用",
}


def reason_of(error: OSError) -> str:
    """Say in Chinese why the system has refused something."""
    number = error.errno or 0
    return _REASONS.get(number) or f"系统错误{number}：{error.strerror or type(error).__name__}"
