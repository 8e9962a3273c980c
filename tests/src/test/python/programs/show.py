"""show.py FILE SEED: a program, one instruction a line."""
import gzip, json, sys
def lines(body, ind=0):
    for i in body:
        print(" " * ind, i["id"], i["op"], i["a"], i["p"])
        for s in i.get("b", []):
            print(" " * ind, "  body", s["params"], "->", s["out"]); lines(s["body"], ind + 4)
for l in (gzip.open(sys.argv[1], "rt") if sys.argv[1].endswith(".gz") else open(sys.argv[1])):
    q = json.loads(l)
    if q["seed"] == int(sys.argv[2]):
        print([(i["dtype"], i["shape"]) for i in q["inputs"] + q["ints"]], q["fn"]["params"]); lines(q["fn"]["body"]); print("->", q["fn"]["out"])
