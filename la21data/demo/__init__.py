"""Demo records that reproduce the programme's published figures and name no real LAO.

Everything here is invented and says so (`ตัวอย่าง`, "example", in every name and text), but for the provinces and districts, and for
Bangkok and Pattaya, which the published count of LAOs needs and which have no record beyond their line in the registry.
No figure says anything about a real place: which provinces and LAOs take part, and how well they do, is drawn by lot. Only the six
pilot provinces are fixed, because they are known to take part; how they do is drawn like everybody else's.
The same seed makes the same records. No clock is read.
"""

from la21data.demo.publish import AS_OF, demo_facts, publish_demo

__all__ = ["AS_OF", "demo_facts", "publish_demo"]
