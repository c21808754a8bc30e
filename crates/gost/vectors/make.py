#!/usr/bin/env python3
"""Writes hostile.json: signatures and keys of GOST R 34.10-2012 that must be accepted or refused, and why.

The manner is that of Project Wycheproof, which has no such set. The arithmetic here is the textbook's over Python's numbers and shares
nothing with the crate that is judged. Every choice comes from a digest of a label, so that the file is the same each time:

    python3 make.py > hostile.json
"""

import hashlib
import json

CURVES = {
    "Test256": dict(
        p="8000000000000000000000000000000000000000000000000000000000000431",
        q="8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3",
        a="7",
        b="5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E",
        x="2",
        y="08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8"),
    "CryptoProA": dict(
        p="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
        q="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893",
        a="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD94",
        b="A6",
        x="1",
        y="8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14"),
    "CryptoProB": dict(
        p="8000000000000000000000000000000000000000000000000000000000000C99",
        q="800000000000000000000000000000015F700CFFF1A624E5E497161BCC8A198F",
        a="8000000000000000000000000000000000000000000000000000000000000C96",
        b="3E1AF419A269A5F866A7D3C25C3DF80AE979259373FF2B182F49D4CE7E1BBC8B",
        x="1",
        y="3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC"),
    "CryptoProC": dict(
        p="9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B",
        q="9B9F605F5A858107AB1EC85E6B41C8AA582CA3511EDDFB74F02F3A6598980BB9",
        a="9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D7598",
        b="805A",
        x="0",
        y="41ECE55743711A8C3CBF3783CD08C0EE4D4DC440D4641A8F366E550DFDB3BB67"),
    "Tc26A256": dict(
        p="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
        q="400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67",
        a="C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335",
        b="295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513",
        x="91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28",
        y="32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C",
        d="0605F6B7C183FA81578BC39CFAD518132B9DF62897009AF7E522C32D6DC7BFFB"),
    "Test512": dict(
        p="4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D"
          "F1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373",
        q="4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D"
          "A82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF",
        a="7",
        b="1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC43"
          "61834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC",
        x="24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762"
          "FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A",
        y="2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C"
          "83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E"),
    "Tc26A512": dict(
        p="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
          "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC7",
        q="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
          "27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
        a="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
          "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC4",
        b="E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265"
          "EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
        x="3",
        y="7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921"
          "DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4"),
    "Tc26B512": dict(
        p="8000000000000000000000000000000000000000000000000000000000000000"
          "000000000000000000000000000000000000000000000000000000000000006F",
        q="8000000000000000000000000000000000000000000000000000000000000001"
          "49A1EC142565A545ACFDB77BD9D40CFA8B996712101BEA0EC6346C54374F25BD",
        a="8000000000000000000000000000000000000000000000000000000000000000"
          "000000000000000000000000000000000000000000000000000000000000006C",
        b="687D1B459DC841457E3E06CF6F5E2517B97C7D614AF138BCBF85DC806C4B289F"
          "3E965D2DB1416D217F8B276FAD1AB69C50F78BEE1FA3106EFB8CCBC7C5140116",
        x="2",
        y="1A8F7EDA389B094C2C071E3647A8940F3C123B697578C213BE6DD9E6C8EC7335"
          "DCB228FD1EDF4A39152CBCAAF8C0398828041055F94CEEEC7E21340780FE41BD"),
    "Tc26C512": dict(
        p="FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
          "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC7",
        q="3FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
          "C98CDBA46506AB004C33A9FF5147502CC8EDA9E7A769A12694623CEF47F023ED",
        a="DC9203E514A721875485A529D2C722FB187BC8980EB866644DE41C68E1430645"
          "46E861C0E2C9EDD92ADE71F46FCF50FF2AD97F951FDA9F2A2EB6546F39689BD3",
        b="B4C4EE28CEBC6C2C8AC12952CF37F16AC7EFB6A9F69F4B57FFDA2E4F0DE5ADE0"
          "38CBC2FFF719D2C18DE0284B8BFEF3B52B8CC7A5F5BF0A3C8D2319A5312557E1",
        x="E2E31EDFC23DE7BDEBE241CE593EF5DE2295B7A9CBAEF021D385F7074CEA043A"
          "A27272A7AE602BF2A7B9033DB9ED3610C6FB85487EAE97AAC5BC7928C1950148",
        y="F5CE40D95B5EB899ABBCCFF5911CB8577939804D6527378B8C108C3D2090FF9B"
          "E18E2D33E3021ED2EF32D85822423B6304F726AA854BAE07D0396E9A9ADDC40F",
        d="9E4F5D8C017D8D9F13A5CF3CDF5BFE4DAB402D54198E31EBDE28A0621050439C"
          "A6B39E0A515C06B304E2CE43E79E369E91A0CFC2BC2A22B4CA302DBB33EE7550"),
}


class Curve:
    def __init__(self, name):
        self.name = name
        n = {key: int(value, 16) for key, value in CURVES[name].items()}
        self.p, self.q, self.a, self.b, self.g = n["p"], n["q"], n["a"], n["b"], (n["x"], n["y"])
        self.d = n.get("d")
        self.size = 64 if name.endswith("512") else 32
        self.top = 1 << (8 * self.size)

    def add(self, left, right):
        """The sum; None is the neutral point."""
        if left is None or right is None:
            return right if left is None else left
        p = self.p
        if left[0] == right[0]:
            if (left[1] + right[1]) % p == 0:
                return None
            slope = (3 * left[0] ** 2 + self.a) * pow(2 * left[1], -1, p)
        else:
            slope = (right[1] - left[1]) * pow(right[0] - left[0], -1, p)
        x = (slope * slope - left[0] - right[0]) % p
        return x, (slope * (left[0] - x) - left[1]) % p

    def multiply(self, number, point):
        result = None
        for bit in bin(number)[2:]:
            result = self.add(result, result)
            if bit == "1":
                result = self.add(result, point)
        return result

    def random(self, label, below):
        wide = b"".join(hashlib.sha512(f"{self.name} {label} {part}".encode()).digest() for part in range(3))
        return int.from_bytes(wide, "big") % (below - 1) + 1

    def root(self, square):
        """A square root modulo p, or None. p is 3 modulo 4 for all curves but one, where p is 1 modulo 8 at worst."""
        p = self.p
        if pow(square, (p - 1) // 2, p) != 1:
            return None
        if p % 4 == 3:
            return pow(square, (p + 1) // 4, p)
        odd, twos = p - 1, 0
        while odd % 2 == 0:
            odd, twos = odd // 2, twos + 1
        z = next(z for z in range(2, 100) if pow(z, (p - 1) // 2, p) == p - 1)
        c, t, r, m = pow(z, odd, p), pow(square, odd, p), pow(square, (odd + 1) // 2, p), twos
        while t != 1:
            i, power = 0, t
            while power != 1:
                power, i = power * power % p, i + 1
            b = pow(c, 1 << (m - i - 1), p)
            r, c, m = r * b % p, b * b % p, i
            t = t * c % p
        return r

    def le(self, number):
        return number.to_bytes(self.size, "little")

    def be(self, number):
        return number.to_bytes(self.size, "big")

    def key(self, point):
        return self.le(point[0]) + self.le(point[1])

    def number(self, digest):
        return int.from_bytes(digest, "little") % self.q or 1

    def sign(self, secret, e, k):
        x = self.multiply(k, self.g)[0]
        r = x % self.q
        return r, (r * secret + k * e) % self.q, x


def signatures(c):
    """Cases of signatures: (key's private number, name, comment, digest, signature, verdict)."""
    q, size = c.q, c.size
    d = c.random("secret", q)
    digest = c.le(c.random("digest", c.top))
    e = c.number(digest)
    k = c.random("nonce", q)
    r, s, _ = c.sign(d, e, k)
    good = c.be(s) + c.be(r)
    out = []

    def case(name, comment, verdict, signature=good, digest=digest, secret=d):
        out.append((secret, name, comment, digest, signature, verdict))

    def pair(r, s):
        return c.be(s) + c.be(r)

    case("ordinary", "a signature like any other", "valid")
    for name, other in [("digest of zeros", bytes(size)), ("digest is the order", c.le(q))]:
        r0, s0, _ = c.sign(d, 1, k)
        case(name, "a number of the digest that is 0 modulo q counts as 1", "valid", pair(r0, s0), other)
        case(name + ", taken for zero", "s = r·d, as if the digest were not replaced", "mismatch", pair(r0, r0 * d % q), other)
    if q + 1 < c.top:
        r0, s0, _ = c.sign(d, 1, k)
        case("digest above the order", "q + 1 is 1", "valid", pair(r0, s0), c.le(q + 1))
    ones = b"\xff" * size
    r0, s0, _ = c.sign(d, c.number(ones), k)
    case("digest of ones", "the largest digest is reduced", "valid", pair(r0, s0), ones)
    for name, wanted in [("s is one", 1), ("s is the largest", q - 1), ("s begins with zeros", c.random("small", 1 << 100))]:
        e0 = (wanted - r * d) * pow(k, -1, q) % q
        case(name, "the digest is made to fit", "valid", pair(r, wanted), c.le(e0))
    for name, other in [("one", 1), ("two", 2), ("three", 3), ("the order less one", q - 1), ("the order less two", q - 2), ("the half", (q + 1) // 2)]:
        r0, s0, _ = c.sign(other, e, k)
        case("private key is " + name, "the public point meets multiples of the base point on the way", "valid", pair(r0, s0), secret=other)
    for k0 in (1, 2, q - 1, q - 2):
        r0, s0, _ = c.sign(d, e, k0)
        if r0 and s0:
            case(f"nonce is {k0 if k0 < 9 else 'minus ' + str(q - k0)}", "a bad nonce makes a valid signature", "valid", pair(r0, s0))
    # with the private key 1, s = −r and the digest −r the sum is P + P: an addition of equal points
    r0 = c.multiply(2, c.g)[0] % q
    case("sum of equal points", "formulas of addition fail here unless they double", "valid", pair(r0, q - r0), c.le(q - r0), 1)
    case("sum of opposite points", "s = r with the private key 1", "mismatch", pair(q - r0, q - r0), c.le(q - r0), 1)
    seen = set()
    for number in range(60):
        r0, s0, x = c.sign(d, e, c.random(f"nonce {number}", q))
        if x // q not in seen and x >= q:
            seen.add(x // q)
            case(f"x is above {x // q} of the order", "r is x modulo q, and x is to be found again", "valid", pair(r0, s0))
            if x < c.top:
                case(f"x itself, above {x // q} of the order", "r must be reduced", "range", pair(x, s0))

    case("r is zero", "", "range", pair(0, s))
    case("s is zero", "", "range", pair(r, 0))
    case("both are zero", "", "range", pair(0, 0))
    case("r is the order", "", "range", pair(q, s))
    case("s is the order", "", "range", pair(r, q))
    if r + q < c.top:
        case("r with the order added", "another name of the same number", "range", pair(r + q, s))
    if s + q < c.top:
        case("s with the order added", "another name of the same number", "range", pair(r, s + q))
    case("r of ones", "", "range", pair(c.top - 1, s))
    case("s of ones", "", "range", pair(r, c.top - 1))
    case("both are one", "", "mismatch", pair(1, 1))
    case("r is negated", "what is harmless to s in ECDSA is not here", "mismatch", pair(q - r, s))
    case("s is negated", "", "mismatch", pair(r, q - s))
    case("both are negated", "", "mismatch", pair(q - r, q - s))
    swapped = "mismatch"
    case("halves swapped", "r ‖ s instead of s ‖ r", swapped, c.be(r) + c.be(s))
    for name, bytes_ in [("halves little-endian", c.le(s) + c.le(r)), ("all bytes reversed", good[::-1])]:
        halves = [int.from_bytes(bytes_[:size], "big"), int.from_bytes(bytes_[size:], "big")]
        case(name, "", "mismatch" if all(0 < half < q for half in halves) else "range", bytes_)
    case("digest reversed", "big-endian, as the standard prints numbers", "mismatch", digest=digest[::-1])
    flipped = bytearray(digest)
    flipped[-1] ^= 1
    case("another digest", "one bit", "mismatch", digest=bytes(flipped))
    case("r and one", "", "mismatch", pair(r % (q - 1) + 1, s))
    case("s and one", "", "mismatch", pair(r, s % (q - 1) + 1))
    case("sum is the neutral point", "s = r·d makes s/e·P − r/e·Q vanish", "mismatch", pair(r, r * d % q))
    case("sum is the base point, negated", "s = r·d − e with r of another point", "mismatch", pair(r, (r * d - e) % q))
    case("r times the cofactor", "", "mismatch", pair(r * 4 % q, s))
    case("equation of ECDSA", "s = (e + r·d)/k", "mismatch", pair(r, (e + r * d) * pow(k, -1, q) % q))
    case("equation of the standard of 1994 with e and r swapped", "s = e·d + k·r", "mismatch", pair(r, (e * d + k * r) % q))
    case("key of somebody else", "", "mismatch", secret=c.random("another", q))
    case("key negated", "", "mismatch", secret=q - d)
    case("empty", "", "length", b"")
    case("only s", "", "length", good[:size])
    case("truncated", "", "length", good[:-1])
    case("overlong", "a zero behind", "length", good + b"\0")
    case("overlong in front", "a zero before", "length", b"\0" + good)
    case("in ASN.1", "SEQUENCE of two INTEGER, as ECDSA has it", "length", der(r, s))
    case("twice", "", "length", good + good)
    case("empty digest", "", "digest-length", digest=b"")
    case("digest truncated", "", "digest-length", digest=digest[:-1])
    case("digest of the other length", "", "digest-length", digest=(digest + digest)[: 96 - size])
    return out


def der(r, s):
    def tlv(tag, value):
        length = bytes([len(value)]) if len(value) < 128 else bytes([0x81, len(value)])
        return bytes([tag]) + length + value

    def integer(number):
        return tlv(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))

    return tlv(0x30, integer(r) + integer(s))


def keys(c):
    """Cases of public keys: (name, comment, bytes, verdict)."""
    p, size = c.p, c.size
    point = c.multiply(c.random("secret", c.q), c.g)
    good = c.key(point)
    x, y = point
    out = []

    def case(name, comment, bytes_, verdict):
        out.append((name, comment, bytes_, verdict))

    def anywhere(first, second):
        """The verdict on two numbers that are on the curve by no more than chance."""
        if first >= p or second >= p:
            return "coordinate"
        assert (second ** 2 - first ** 3 - c.a * first - c.b) % p
        return "not-on-curve"

    def number(bytes_):
        return int.from_bytes(bytes_, "little")

    case("ordinary", "", good, "valid")
    case("base point", "the private key is 1", c.key(c.g), "valid")
    case("base point negated", "the private key is q − 1", c.key((c.g[0], p - c.g[1])), "valid")
    for name, (x0, y0) in [("ordinary", point), ("base point", c.g)]:
        if x0 + p < c.top:
            case(f"{name}, x with the prime added", "another name of the same point", c.key((x0 + p, y0)), "coordinate")
        if y0 + p < c.top:
            case(f"{name}, y with the prime added", "another name of the same point", c.key((x0, y0 + p)), "coordinate")
    case("x is the prime", "", c.key((p, y)), "coordinate")
    case("y is the prime", "", c.key((x, p)), "coordinate")
    case("zeros", "often a name of the neutral point", bytes(2 * size), anywhere(0, 0))
    case("ones", "", b"\xff" * (2 * size), "coordinate")
    case("zero and one", "the neutral point of other forms of curves", c.key((0, 1)), anywhere(0, 1))
    case("x and one", "", c.key((x ^ 1, y)), anywhere(x ^ 1, y))
    case("y and one", "", c.key((x, y ^ 1)), anywhere(x, y ^ 1))
    case("coordinates swapped", "", c.key((y, x)), anywhere(y, x))
    case("coordinates big-endian", "", c.be(x) + c.be(y), anywhere(number(c.be(x)), number(c.be(y))))
    case("all bytes reversed", "", good[::-1], anywhere(number(c.be(y)), number(c.be(x))))
    case("of a curve with another b", "whose order may be smooth", c.key((x, (y * 3) % p)), anywhere(x, y * 3 % p))
    twist = next(x0 for x0 in range(5, 200) if c.root((x0 ** 3 + c.a * x0 + c.b) % p) is None)
    case("of the twist", "no y belongs to this x", c.key((twist, 1)), anywhere(twist, 1))
    case("empty", "", b"", "length")
    case("one byte", "an encoding of the neutral point", b"\0", "length")
    case("truncated", "", good[:-1], "length")
    case("overlong", "", good + b"\0", "length")
    case("only x", "", good[:size], "length")
    case("uncompressed by SEC 1", "", b"\4" + c.be(x) + c.be(y), "length")
    case("compressed by SEC 1", "", bytes([2 + (y & 1)]) + c.be(x), "length")
    case("of the other length", "", (good * 2)[: 192 - 2 * size], "length")
    if c.d is not None:
        s, t = (1 - c.d) * pow(4, -1, p) % p, (1 + c.d) * pow(6, -1, p) % p
        two, four = (t, 0), ((s + t) % p, s)
        for torsion, order in [(two, 2), (four, 4)]:
            assert (torsion[1] ** 2 - torsion[0] ** 3 - c.a * torsion[0] - c.b) % p == 0
            assert c.multiply(order, torsion) is None
            case(f"of order {order}", "a point outside of the subgroup", c.key(torsion), "subgroup")
            case(f"with a part of order {order}", "its multiples leak a bit or two", c.key(c.add(point, torsion)), "subgroup")
        case("of order 4, the other", "", c.key((four[0], p - four[1])), "subgroup")
        outside = next(x0 for x0 in range(5, 200) if (y0 := c.root((x0 ** 3 + c.a * x0 + c.b) % p)) and c.multiply(c.q, (x0, y0)))
        case("any point of the curve", "three of four are outside of the subgroup",
             c.key((outside, c.root((outside ** 3 + c.a * outside + c.b) % p))), "subgroup")
        case("four times such a point", "inside again",
             c.key(c.multiply(4, (outside, c.root((outside ** 3 + c.a * outside + c.b) % p)))), "valid")
    return out


def secrets(c):
    """Cases of private keys: (name, bytes, verdict)."""
    return [
        ("one", c.le(1), "valid"),
        ("the order less one", c.le(c.q - 1), "valid"),
        ("zero", c.le(0), "scalar"),
        ("the order", c.le(c.q), "scalar"),
        ("the order and one", c.le(c.q + 1), "scalar"),
        ("ones", b"\xff" * c.size, "scalar"),
        ("one, big-endian", c.be(1), "valid" if int.from_bytes(c.be(1), "little") < c.q else "scalar"),
        ("truncated", c.le(1)[:-1], "length"),
        ("overlong", c.le(1) + b"\0", "length"),
        ("empty", b"", "length"),
    ]


def main():
    out = []
    for name in CURVES:
        c = Curve(name)
        assert (c.g[1] ** 2 - c.g[0] ** 3 - c.a * c.g[0] - c.b) % c.p == 0 and c.multiply(c.q, c.g) is None
        publics = {}
        cases = []
        for secret, title, comment, digest, signature, verdict in signatures(c):
            if secret not in publics:
                publics[secret] = c.key(c.multiply(secret, c.g)).hex()
            cases.append(dict(name=title, comment=comment, key=publics[secret], digest=digest.hex(), signature=signature.hex(), verdict=verdict))
        out.append(dict(
            curve=name,
            signatures=cases,
            keys=[dict(name=title, comment=comment, key=key.hex(), verdict=verdict) for title, comment, key, verdict in keys(c)],
            secrets=[dict(name=title, secret=secret.hex(), verdict=verdict) for title, secret, verdict in secrets(c)],
        ))
    print(json.dumps(out, indent=1, ensure_ascii=False))


main()
