using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Assets;

/// <summary>Styles and scripts, built into the assembly. Each is served under a name with its digest, so browsers keep it for ever.</summary>
/// <remarks>Immutable, thread-safe. Packed once, at start.</remarks>
internal sealed class AssetCatalog
{
    private const string Prefix = "assets/";
    private const int DigestDigits = 16;

    private readonly FrozenDictionary<string, Asset> _byAddress;
    private readonly FrozenDictionary<string, string> _addressByName;

    public AssetCatalog()
    {
        var assembly = typeof(AssetCatalog).Assembly;
        var assets = assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            return new Asset(name[Prefix.Length..], buffer.ToArray());
        }).ToList();
        _byAddress = assets.ToFrozenDictionary(static asset => asset.Address, StringComparer.Ordinal);
        _addressByName = assets.ToFrozenDictionary(static asset => asset.Name, static asset => asset.Address, StringComparer.Ordinal);
    }

    /// <summary>The address of an asset by its plain name; <c>null</c> when it was not built in.</summary>
    public string? Find(string name) => _addressByName.GetValueOrDefault(name);

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/assets/{name}", (string name, HttpContext http) =>
    {
        if (!_byAddress.TryGetValue("/assets/" + name, out var asset))
            return Results.NotFound();

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Remove("Pragma");
        http.Response.Headers.Vary = "Accept-Encoding";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
            return Results.Bytes(asset.Plain, asset.ContentType);

        http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(asset.Packed, asset.ContentType);
    }).OpenToEverybody("styles, scripts and pictures are those of the page to sign in, too, and hold nothing of anybody").Uncounted();

    private sealed class Asset
    {
        public Asset(string name, byte[] plain)
        {
            (Name, Plain) = (name, plain);
            var dot = name.LastIndexOf('.');
            Address = $"/assets/{name[..dot]}.{Convert.ToHexStringLower(SHA256.HashData(plain))[..DigestDigits]}{name[dot..]}";
            ContentType = name[dot..] switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => throw new InvalidOperationException($"The asset {name} has no content type."),
            };
            using var buffer = new MemoryStream();
            using (var packer = new BrotliStream(buffer, CompressionLevel.SmallestSize))
                packer.Write(plain);

            Packed = buffer.ToArray();
        }

        public string Name { get; }

        public string Address { get; }

        public string ContentType { get; }

        public byte[] Plain { get; }

        public byte[] Packed { get; }
    }
}
