from qantara.knowledge.disclosure import declared
from qantara.knowledge.disclosure.declaration import Counted
from qantara.knowledge.frameworks import DEFAULT, load


def test_declared_speaks_of_the_same_people_in_several_indicators():
    found = declared(load(DEFAULT)).definitions
    foreigners, women, children = found["POP-01"], found["POP-05"], found["POP-06"]
    assert women.measure == children.measure == foreigners.measure
    assert (women.parts, children.parts) == ((("SEX", "F"),), (("AGE", "Y0T17"),))
    assert found["CTX-01"] == Counted(measure="residents", is_core=True, ladders=(("AGE", "AGEG"),))


def test_declared_knows_every_measure_it_names():
    found = declared(load(DEFAULT))
    counted = [one for one in found.definitions.values() if one]
    named = {one.measure for one in counted}
    named |= {one.share_of for one in counted if one.share_of}
    assert named <= found.measures.keys()
    assert found.residents == "residents"
