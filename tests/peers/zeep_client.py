"""Calls List, Get, Put and QueryData through python3-zeep; prints one line per operation."""
import sys

import requests
import zeep
from lxml import etree

wsdl, client_pem, server_pem, port = sys.argv[1:5]
session = requests.Session()
session.trust_env = False
session.cert = client_pem
session.verify = server_pem
client = zeep.Client(wsdl, transport=zeep.transports.Transport(session=session))
service = client.bind("ServiceEME", port)


def header(verb, noun):
    return {"Verb": verb, "Noun": noun}


def option(name, value):
    return {"name": name, "value": value}


def holds(payload, text):
    """True when one of the payload's elements holds the text."""
    return any(text in etree.tostring(element) for element in payload._value_1)


listed = service.request(Header=header("get", "MessageList"), Request={"Option": [option("Code", "0")]})
print("List", listed.Reply.Result, holds(listed.Payload, b"SCHED-1"))

got = service.request(Header=header("get", "Any"), Request={"Option": [option("Code", "7")]})
print("Get", got.Reply.Result, got.Header.Noun, etree.QName(got.Payload._value_1[0]).localname)

document = b'<Schedule_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2"><mRID>S-1</mRID></Schedule_MarketDocument>'
# zeep takes the first branch of the payload's choice, so the document goes as an element; soap_client.js sends it compressed.
put = service.request(Header=header("create", "Schedule_MarketDocument"), Payload={"_value_1": [etree.fromstring(document)]})
print("Put", put.Reply.Result, put.Header.Noun)

asked = service.request(Header=header("get", "QueryData"), Request={"Option": [option("DataType", "parameterLimits")]})
print("Query", asked.Reply.Result, holds(asked.Payload, b"MaxNumMessagesInListResponse"))

try:
    service.request(Header=header("get", "Any"), Request={"Option": [option("Code", "99")]})
    print("Fault missing")
except zeep.exceptions.Fault as fault:
    print("Fault", b"GET-006" in etree.tostring(fault.detail))
