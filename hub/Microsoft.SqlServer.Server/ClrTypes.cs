namespace Microsoft.SqlServer.Server;

/// <summary>How a CLR user-defined type is laid out. The driver's metadata names it; the hub has no such types.</summary>
public enum Format
{
    Unknown,
    Native,
    UserDefined,
}

/// <summary>Whether a CLR routine reads data.</summary>
public enum DataAccessKind
{
    None,
    Read,
}

/// <summary>Whether a CLR routine reads system data.</summary>
public enum SystemDataAccessKind
{
    None,
    Read,
}

/// <summary>A CLR type that writes itself.</summary>
public interface IBinarySerialize
{
    void Read(BinaryReader r);

    void Write(BinaryWriter w);
}

/// <summary>Marks a CLR user-defined type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    public Format Format { get; } = format;

    public int MaxByteSize { get; set; }

    public bool IsFixedLength { get; set; }

    public bool IsByteOrdered { get; set; }

    public string? ValidationMethodName { get; set; }

    public string? Name { get; set; }
}

/// <summary>Thrown by the driver for a CLR type that is none.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    public static InvalidUdtException Create(Type udtType, string resourceReason) => new($"{udtType} is no user-defined type: {resourceReason}");
}
