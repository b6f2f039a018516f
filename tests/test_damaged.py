"""Damaged Thai: mended where one reading is possible, and left alone where none or several are."""

import pytest

from la21data import thai
from la21data.thai.damaged import Vocabulary

PROVINCES = Vocabulary({name: name for name in ("นครศรีธรรมราช", "ลำพูน", "ลำปาง", "กระบี่", "พังงา", "น่าน", "กำแพงเพชร")})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("นครศรี รรมราช", "นครศรีธรรมราช"),  # a lost letter
        ("นครศรี�รรมราช", "นครศรีธรรมราช"),
        ("ลาพูน", "ลำพูน"),  # the ring of sara am
        ("ก?าแพงเพชร", "กำแพงเพชร"),
        ("กระบี�", "กระบี่"),  # a lost mark
        ("พังง�", "พังงา"),
        ("นาน", None),  # a mark is missing, and nothing says that one was lost: that is a misspelling
        ("กระบี", None),
        ("กะบี่", None),
        ("ล�", None),
        ("ล�า��", None),
        ("", None),
    ],
)
def test_a_vocabulary_mends_what_can_be_one_word_only(text, word):
    assert PROVINCES.mend(text) == word


def test_what_may_be_two_words_is_not_mended():
    assert Vocabulary({"ขาว": "white", "ข้าว": "rice"}).mend("ข�าว") is None
    assert Vocabulary({"ขาว": "white", "ขาวๆ": "white"}).mend("ข�าว") == "white"


@pytest.mark.parametrize(
    ("text", "proper"),
    [
        ("สานักงาน", "สำนักงาน"),
        ("องค์การบริหารส่วนตาบลงาม", "องค์การบริหารส่วนตำบลงาม"),
        ("ก�าจัดขยะ", "กำจัดขยะ"),
        ("พืน้ ที่", "พื้นที่"),
        ("พืน้ที่", "พื้นที่"),
        ("ขัน้ 2", "ขั้น 2"),
        ("ท้องถิน่ น่าอยู่", "ท้องถิ่นน่าอยู่"),
        ("น\uf70bา", "น้า"),  # marks of an old font
        ("เวลาดับไฟ", "เวลาดับไฟ"),
        ("ตาบล็อก", "ตาบล็อก"),
        ("ดีก่อน", "ดีก่อน"),
        ("ทำไม?", "ทำไม?"),
    ],
)
def test_everyday_words_are_mended_and_others_left_alone(text, proper):
    assert thai.clean_text(text) == proper
    assert thai.clean_text(proper) == proper
