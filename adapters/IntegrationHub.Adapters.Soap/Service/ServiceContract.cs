using System.Security;
using System.Text;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>The WSDL and the schemas it imports, as they are served; their text is our own and lies in the folder Contract.</summary>
public static class ServiceContract
{
    private static readonly string Wsdl = Encoding.UTF8.GetString(Load("service.wsdl"));
    private static readonly byte[] Message = Load("message.xsd");
    private static readonly byte[] Common = Load("common.xsd");

    /// <summary>The WSDL with the address at which partners reach the service.</summary>
    public static byte[] WsdlFor(Uri address) =>
        Encoding.UTF8.GetBytes(Wsdl.Replace("{address}", SecurityElement.Escape(address.AbsoluteUri), StringComparison.Ordinal));

    /// <summary>A schema by name (<c>message.xsd</c>, <c>common.xsd</c>), or <c>null</c>.</summary>
    public static byte[]? Schema(string name) => name switch
    {
        "message.xsd" => Message,
        "common.xsd" => Common,
        _ => null,
    };

    private static byte[] Load(string name)
    {
        using var stream = typeof(ServiceContract).Assembly.GetManifestResourceStream("Contract." + name)
            ?? throw new InvalidOperationException($"The contract {name} is not part of the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
