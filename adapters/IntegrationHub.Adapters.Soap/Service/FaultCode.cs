using System.Collections.Frozen;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>One code of a FaultMessage.</summary>
/// <param name="Code">Code as the service answers it, e.g. GET-006.</param>
/// <param name="FromSender">True when the caller has to change something (SOAP Sender or Client).</param>
/// <param name="Transient">True when the same request may succeed later.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Remedy">What the caller does about it.</param>
public sealed record FaultCode(string Code, bool FromSender, bool Transient, string Meaning, string Remedy);

/// <summary>
/// The fault codes of the service: those it answers, and those of partners whose transience matters to the client. The groups and numbers
/// are those in use between IEC 62325-504 systems; the table of docs/protocol.md is made from this one and a test compares them.
/// </summary>
public static class FaultCodes
{
    public static readonly FaultCode Schema = Sender("HAND-002", "The message does not follow the message schema.", "Send the elements of IEC 61968-100 with legal values.");
    public static readonly FaultCode Body = Sender("HAND-004", "The SOAP envelope or body cannot be used.", "Send an empty SOAP header and exactly one message in the body.");
    public static readonly FaultCode Combination = Sender("HAND-005", "Verb and noun name no operation.", "Use get MessageList, get Any, get QueryData, or create with the document's root element.");

    public static readonly FaultCode Unable = Receiver("HAND-022", "The service failed, or cannot judge the message now.", "Send the same request again later.");

    public static readonly FaultCode ListCodeNegative = Sender("LST-001", "Code is negative.", "Send 0 or the last code you have.");
    public static readonly FaultCode ListCodeInvalid = Sender("LST-002", "Code is no integer.", "Send digits.");
    public static readonly FaultCode ListIntervalReversed = Sender("LST-003", "EndTime lies before StartTime.", "Exchange them.");
    public static readonly FaultCode ListNothingAsked = Sender("LST-005", "Neither Code nor a whole interval is given.", "Send Code, or StartTime and EndTime.");
    public static readonly FaultCode ListTooMany = Sender("LST-007", "The interval holds more entries than one answer may.", "Ask for a shorter interval, add filters, or list by Code.");
    public static readonly FaultCode ListIntervalType = Sender("LST-009", "IntervalType is neither Application nor Server.", "Send Application or Server.");
    public static readonly FaultCode ListInvalid = Sender("LST-010", "A parameter is invalid, repeated, or excludes another.", "See the details.");
    public static readonly FaultCode ListUnknownOption = Sender("LST-011", "List knows no such option.", "Send Code, IntervalType, StartTime, EndTime, MessageIdentification, MsgType, Owner.");
    public static readonly FaultCode ListRate = Sender("LST-020", "More List requests than agreed.", "Wait as long as Retry-After says.", transient: true);

    public static readonly FaultCode GetCodeNegative = Sender("GET-001", "Code is not positive.", "Send a code of the list.");
    public static readonly FaultCode GetCodeInvalid = Sender("GET-002", "Code is no integer.", "Send digits.");
    public static readonly FaultCode GetNothingAsked = Sender("GET-003", "Not exactly one of Code, MessageIdentification and Queue is given.", "Send one of them.");
    public static readonly FaultCode GetNotFound = Sender("GET-006", "There is no such document for you.", "List, and ask for what is listed.");
    public static readonly FaultCode GetUnreadable = Receiver("GET-013", "The stored document cannot be read.", "Tell the operator of the hub.", transient: false);
    public static readonly FaultCode GetRate = Sender("GET-010", "More Get requests than agreed.", "Wait as long as Retry-After says.", transient: true);
    public static readonly FaultCode GetInvalid = Sender("GET-011", "A parameter is invalid or repeated.", "See the details.");
    public static readonly FaultCode GetUnknownOption = Sender("GET-012", "Get knows no such option.", "Send Code, MessageIdentification, MessageVersion, Queue.");
    public static readonly FaultCode GetQueueValue = Sender("GET-017", "Queue is not NEXT.", "Send NEXT.");
    public static readonly FaultCode GetVersion = Sender("GET-019", "MessageVersion is no positive integer.", "Send digits.");

    public static readonly FaultCode QueryNoType = Sender("QRY-001", "DataType is missing.", "Send DataType, e.g. listOfDataTypes.");
    public static readonly FaultCode QueryUnknownType = Sender("QRY-002", "There is no such DataType.", "Ask listOfDataTypes.");
    public static readonly FaultCode QueryInvalid = Sender("QRY-010", "A parameter is invalid or repeated.", "See the details.");
    public static readonly FaultCode QueryRate = Sender("QRY-013", "More QueryData requests than agreed.", "Wait as long as Retry-After says.", transient: true);

    public static readonly FaultCode PutNoun = Sender("PUT-003", "The noun is not the document's root element.", "Send the root element's name as noun.");
    public static readonly FaultCode PutSignature = Sender("PUT-006", "The signature is not valid.", "Sign the message and send exactly the signed bytes.");
    public static readonly FaultCode PutSignatureShape = Sender("PUT-007", "The signature is missing or not of the agreed shape.", "Sign once, enveloped, last in Header, RSA-SHA256 over the whole message.");
    public static readonly FaultCode PutRelation = Sender("PUT-008", "Sender, signer and owner are not related.", "Sign with a certificate that is registered for you.");
    public static readonly FaultCode PutFormat = Sender("PUT-010", "The document or its format cannot be read.", "Send one XML document, or Compressed with Format XML or BINARY.");
    public static readonly FaultCode PutBinary = Sender("PUT-011", "The compressed payload cannot be decoded.", "Send base64 of gzip, or BINARY with a file name.");
    public static readonly FaultCode PutTechnical = Sender("PUT-012", "The document was refused by technical checks.", "See the details.");
    public static readonly FaultCode PutEmpty = Sender("PUT-013", "The message carries no document.", "Put one document into Payload.");
    public static readonly FaultCode PutRate = Sender("PUT-016", "More Put requests or bytes than agreed.", "Wait as long as Retry-After says.", transient: true);
    public static readonly FaultCode PutInvalid = Sender("PUT-017", "A parameter is invalid.", "See the details.");
    public static readonly FaultCode PutTooLarge = Sender("PUT-018", "The document is too large or compressed too much.", "Send smaller documents; ask parameterLimits.");

    /// <summary>Codes that only partners answer, with what they mean to our client.</summary>
    private static readonly FaultCode[] OfPartners =
    [
        Receiver("LST-006", "The partner cannot read its store.", "Ask again later."),
        Receiver("LST-008", "The partner cannot make the list.", "Ask again later."),
        Receiver("GET-007", "The partner cannot read its store.", "Ask again later."),
        Receiver("GET-008", "The partner cannot make the answer.", "Ask again later."),
        Receiver("QRY-004", "The partner cannot make the answer.", "Ask again later."),
        Receiver("QRY-006", "The partner cannot read its store.", "Ask again later."),
        Receiver("HAND-009", "The partner cannot sign its answer.", "Ask again later."),
        Receiver("PUT-001", "The partner cannot process the document and gives no reason.", "Ask the partner.", transient: false),
        Receiver("PUT-002", "The partner is still working on a document of the same type and day.", "Send again after its acknowledgement."),
        Receiver("PUT-009", "The partner cannot store the document.", "Send again later."),
        Sender("HAND-003", "We lack the role for this message type.", "Ask the partner for the role."),
        Sender("HAND-006", "The partner cannot read our message.", "Compare with the partner's schema."),
        Sender("HAND-007", "The partner finds our signature invalid.", "Check our signing certificate with the partner."),
        Sender("HAND-008", "The partner cannot read our signature.", "Check the agreed algorithms."),
        Sender("PUT-004", "The partner has no handler for the document.", "Check the address."),
        Sender("PUT-005", "We lack the right on this document type.", "Ask the partner for the right."),
    ];

    /// <summary>Every code this service can answer, in order.</summary>
    public static IReadOnlyList<FaultCode> Answered { get; } =
    [
        .. typeof(FaultCodes).GetFields().Where(field => field.FieldType == typeof(FaultCode)).Select(field => (FaultCode)field.GetValue(null)!)
            .OrderBy(code => code.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, FaultCode> ByCode =
        Answered.Concat(OfPartners).ToFrozenDictionary(code => code.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a partner's code, or <c>null</c>.</summary>
    public static FaultCode? Find(string code) => ByCode.GetValueOrDefault(code);

    private static FaultCode Sender(string code, string meaning, string remedy, bool transient = false) => new(code, true, transient, meaning, remedy);

    private static FaultCode Receiver(string code, string meaning, string remedy, bool transient = true) => new(code, false, transient, meaning, remedy);
}
