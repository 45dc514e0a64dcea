namespace IntegrationHub.Soap.Tests.Support;

/// <summary>Messages as peers write them.</summary>
internal static class Requests
{
    public const string Schedule = "<Schedule_MarketDocument xmlns=\"urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2\"><mRID>S-1</mRID></Schedule_MarketDocument>";

    public static string Message(string verb, string noun, string request = "", string payload = "") =>
        "<RequestMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>" + verb + "</Verb><Noun>" + noun + "</Noun></Header>"
        + (request.Length > 0 ? "<Request>" + request + "</Request>" : "") + (payload.Length > 0 ? "<Payload>" + payload + "</Payload>" : "") + "</RequestMessage>";

    public static string Option(string name, string value) => $"<Option><name>{name}</name><value>{value}</value></Option>";

    public static string List(params string[] parts) => Message("get", "MessageList", string.Concat(parts));

    public static string Get(params string[] parts) => Message("get", "Any", string.Concat(parts));

    public static string Query(params string[] parts) => Message("get", "QueryData", string.Concat(parts));

    public static string Put(string payload) => Message("create", "Schedule_MarketDocument", "", payload);

    public static string Compressed(string base64, string format = "XML") =>
        Message("create", "Compressed", "<ID idType=\"name\">file</ID>", $"<Compressed>{base64}</Compressed><Format>{format}</Format>");

    public static string Envelope(string body, string header = "") =>
        "<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\">" + header + "<S:Body>" + body + "</S:Body></S:Envelope>";
}
