"""Whether a text says that something was not done: denials, rumours refuted.

A practice that is advised against, or compared with a better one, is named all the same.

By cue words before and after a mention, within its clause or sentence (Chapman et al. 2001, A simple
algorithm for identifying negated findings: NegEx).
"""

from __future__ import annotations

import re

_BEFORE, _AFTER = 40, 40
"""Code points before and after a mention that are looked at."""
_SOON = 24
"""Code points after a mention within which a rumour is refuted."""
_NOT = (
    "从来?不|从来?没有?|从未|并未|未曾|没有?|毫无|不是|并非|不靠|不搞|不做|不打|不请|不玩|不用|不推|不投|不给|不走|不设|不办|不发"
    "|无需|拒绝|绝不|禁止|取消了?|停掉|不(?!要)|冇|唔|没什么|谈不上|算不上|称不上|不算|不存在|不需要|不提供|少|零|不碰|不进|不送|不收"
)
_VERB = (
    "去|来|再|会|能|想|要|有|做|搞|打|请|找|靠|玩|用|花|付|掏|投|给|办|走|买|开|发|设|推|参与|参加|进行|采用|采取|使用|提供"
    "|愿意|愿|肯|屑于|屑|必|该|应该|敢|喜欢|主张|赞成|提倡|鼓励|接受|考虑|依靠|卖|叫|讲|谈|算|是|跟|为了|收|接|让|拿"
)
_LIGHT = (
    "过|了|着|什么|任何|啥|那套|那些|一点|半点|所谓的?|[一半](?:分|毛|点|文)钱?的?|一次"
    "|这种|这类|的|到|个|谁|人|他们|它"
)
_DENIED = re.compile(
    rf"(?:{_NOT})(?:{_VERB})?(?:{_LIGHT}){{0,4}}(?:{_VERB})?(?:{_LIGHT}){{0,4}}[“”\"「」『』《》]?$"
)
_AGAINST = re.compile(
    "(?:(?:别|不要|莫|勿|甭)(?:再|老|总|只|光|一味|到|去)*(?:看|信|迷信|相信|写|抄|求|去|听|指望|以为)"
    "|不宜|不应|切忌|不建议|没必要|用不着|不敢|舍不得|懒得|反对|怕|避免|少搞)[^。!?;,\n]{0,10}$"
)
_NEVER = re.compile(
    "(?:没看过|没见过|没听过|没听说|从不|从来不|从来没|从没|从未|绝不|坚决不|不打算|不准备|没打算|无意|不认为|不觉得|不相信|谈不上|一律不|不再|也不|既不|都不|不共)[^。!?;,\n]{0,10}$"
)
_NO_DENIAL = re.compile(
    "难道|并非不|能说没|能说不|不得不说|不仅|不但|不只|不光|不单|不断|不得不|不少|不错|不同|不过|无不|不妨|不停|不如|不论|不管|差不多|能不|会不|是不是|算不算|有没有"
    "|没想到|没多久|离不开|少不了|了不起|特别|分别|差别|级别|类别|识别|性别|个别|别人|别的|别家|除非|非常|若非|不愧|不乏|没少|不止"
    "|供不应求|求过于供|当仁不让|络绎不绝|源源不断|层出不穷|锲而不舍|乐此不疲|赞不绝口|爱不释手|目不暇接|屡见不鲜|必不可少"
    "|不可或缺|不可缺少|不由得|不由自主|不约而同|不遗余力|不胫而走|迫不及待|不可思议|不知不觉|不甘|不俗|不菲|不凡|不愁|不在话下"
    "|要不要|不是没|不是不|并非没|有冇|不就是|何不|并不只|不是只|不完全|多少|至少|很少人|不小|不低|不惜|好不|恐怕|哪怕|可怕|没别的|要么"
)
_UNLESS = re.compile("没有?[^。!?;,\n]{0,6}$")
_THEN = re.compile(
    "^(?:[^。!?;,\n]{0,4}[之以]前|[^。!?;,\n]{0,4},[^。!?;\n]{0,14}(?:就|[也便](?![没不未无非别])))"
)
"""没有邀请码，有钱也买不到: what cannot be done without it, not that there was none."""
_RUMOUR = re.compile(
    "(?:网上|网友|有人|外面|外界|都|传说|传闻|据说|听说|坊间)(?:都|总|非)?(?:说|传|讲|讽|骂)|传说中|谣|造谣"
)
_REFUTED = re.compile(
    "(?<!信)不信|是错的?|没有|没见|没查到|不是|假的|谣|没找|没请|不存在|没这回事|否认|澄清|胡说|冤枉|我没(?!证|核)|都没"
)
_OTHERS = re.compile("^[^。!?;\n]{0,6},[但而]?(?:也|另|另外)?有的?人")
"""有人说这是饥饿营销，也有人说没有: others deny what some say, and both are told."""
_UNDONE = re.compile(
    "^[^。!?;,\n]{0,4}[?]?(?:不存在|谈不上|不做|不搞|没做|没搞|从没|从不|[也都]没(?!闲|少|几|人|什么人|想|输|停|落|用|撤|断|盖|压|救|挡|挽|拦|瞒|藏|骗|换来|带来|起|奏|管用|见效|涨|火)|都不|一概没|倒没|是没有的|不算|"
    "都?唔搞|都?唔做|都?唔使|取消|都[裁砍撤]|停了(?!以?后|之后|[也又还])|是假的|不是它(?!发明|首创|先|一家|独)|压根不|压根没)"
)


_LIST = re.compile(
    "(?:不搞|不做|不打|不请|不玩|没搞|没做|没打|没请|从不|也没有?|没有|冇|唔搞)"
    "[^。!?;,\n]{1,10}[、和与及或][^。!?;,\n、和与及或]{0,6}$"
)
"""不搞A、B和 …: what is denied with the first of a list."""
_ASKED = re.compile('^[“”"」』]?(?:叫什么|叫啥|是什么|算什么|还能是)')
"""这不叫饥饿营销叫什么: it is one."""


_HINT = re.compile(
    "[没不未无别少零谣冇唔甭非怕停假莫勿]|拒绝|禁止|取消|切忌|懒得|反对|避免|传|听说|据说|有人|网"
)
"""What is somewhere around every denial; most mentions have none of it."""


def is_denied(folded: str, start: int, end: int) -> bool:
    """Whether folded[start:end] is said not to have been done."""
    if not _HINT.search(folded, max(0, start - _BEFORE), end + _AFTER):
        return False
    before = folded[max(0, start - _BEFORE) : start]
    before = before[max(map(before.rfind, "。!?\n")) + 1 :]
    clause = before[max(map(before.rfind, ";,")) + 1 :]
    if _ASKED.match(folded[end : end + _AFTER]):
        return False
    if _UNLESS.search(clause) and _THEN.match(folded[end : end + _AFTER]):
        return False
    for rule in (_DENIED, _AGAINST, _NEVER, _LIST):
        match = rule.search(clause)
        # with what the mention begins with: 是不|是托儿
        if match and not _NO_DENIAL.search(clause[max(0, match.start() - 3) :] + folded[start : start + 1]):
            return True
    after = folded[end : end + _AFTER].partition("\n")[0]
    if _RUMOUR.search(before) and _REFUTED.search(after[:_SOON]) and not _OTHERS.match(after):
        return True
    return bool(_UNDONE.match(after))
