namespace IntegrationHub.Identity.People;

/// <summary>What kind of person it is. The class decides the door and the factors; the numbers are stored.</summary>
public enum UserClass
{
    /// <summary>Ordinary users of the retailer: password and code.</summary>
    Staff = 0,

    /// <summary>Who bids, sets ceilings, sees indicators, or administers: certificate, password and code.</summary>
    Core = 1,

    /// <summary>Who reviews and changes nothing: certificate, password and code.</summary>
    Auditor = 2,
}

/// <summary>A listener that people reach: its own host name, port and cookie. The numbers are stored with sessions.</summary>
public enum Door
{
    /// <summary>Asks for no certificate.</summary>
    Staff = 0,

    /// <summary>Asks for a client certificate at the handshake.</summary>
    Core = 1,
}

/// <summary>Which door a class comes in by.</summary>
public static class Doors
{
    public static Door Of(UserClass userClass) => userClass == UserClass.Staff ? Door.Staff : Door.Core;

    /// <summary>True where the handshake asks for a certificate, and every request needs it.</summary>
    public static bool NeedsCertificate(Door door) => door == Door.Core;
}
