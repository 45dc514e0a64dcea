using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace IntegrationHub.Architecture.Tests.Support;

/// <summary>What a compiled assembly refers to, read from its metadata without loading it.</summary>
/// <param name="Name">Name without ending.</param>
/// <param name="Types">Full names of the types of other assemblies that it refers to.</param>
/// <param name="Members">Members of those types that it uses, as <c>Namespace.Type.Member</c>.</param>
internal sealed record ProductAssembly(string Name, IReadOnlySet<string> Types, IReadOnlySet<string> Members)
{
    /// <summary>Every assembly of the product; the host pulls all of them beside the test.</summary>
    public static IReadOnlyList<ProductAssembly> All { get; } =
    [
        .. Repository.ProductProjects
            .Select(project => Path.Combine(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(project) + ".dll"))
            .Where(File.Exists)
            .Select(Read),
    ];

    public static ProductAssembly Read(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => FullName(metadata, handle)).ToHashSet(StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (ParentType(metadata, member.Parent) is { } parent)
            {
                members.Add($"{parent}.{metadata.GetString(member.Name)}");
            }
        }

        return new ProductAssembly(Path.GetFileNameWithoutExtension(path), types, members);
    }

    private static string? ParentType(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => FullName(metadata, (TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => GenericName(metadata, (TypeSpecificationHandle)parent),
        _ => null,
    };

    private static string FullName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{FullName(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}";
        }

        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    /// <summary>The generic type behind a constructed one (signature: GENERICINST, CLASS or VALUETYPE, coded index).</summary>
    private static string? GenericName(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        var definition = signature.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeReference ? FullName(metadata, (TypeReferenceHandle)definition) : null;
    }
}
