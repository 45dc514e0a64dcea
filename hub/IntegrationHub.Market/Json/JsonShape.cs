using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IntegrationHub.Market.Json;

/// <summary>What may stand in the place of a value: its type, and whether nothing may.</summary>
/// <param name="Type">The type; of a value that may be missing, the one without it.</param>
/// <param name="MayBeNull">Whether <c>null</c> may stand there.</param>
/// <param name="Written">How its parts are annotated in the code; null where nothing says so, and then no part may be null.</param>
internal readonly record struct JsonSlot(Type Type, bool MayBeNull, NullabilityInfo? Written)
{
    public static JsonSlot Of(Type type, bool mayBeNull, NullabilityInfo? written) =>
        Nullable.GetUnderlyingType(type) is { } inner ? new(inner, true, written) : new(type, mayBeNull && !type.IsValueType, written);

    /// <summary>The slot of the elements of a list, or of the values of a map.</summary>
    public JsonSlot OfElements(Type type)
    {
        var written = Written switch
        {
            { ElementType: { } element } => element,
            { GenericTypeArguments: [.., var last] } => last,
            _ => null,
        };
        return Of(type, written?.ReadState == NullabilityState.Nullable, written);
    }
}

/// <summary>A property of an object.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Slot">What may stand in it.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="IsJudged">False where the reading ignores it, or has a converter of its own for it.</param>
internal sealed record JsonMember(string Name, JsonSlot Slot, bool IsRequired, bool IsJudged);

/// <summary>What the reading of JSON expects of objects of a type, by the serializer's own contract. Immutable.</summary>
/// <param name="Members">Properties by name, found as the serializer finds them.</param>
internal sealed record JsonShape(IReadOnlyDictionary<string, JsonMember> Members)
{
    private const int MostNames = 40;

    /// <summary>All names, for a remedy.</summary>
    public string Names { get; } = string.Join(", ", Members.Values.Select(static member => member.Name).Take(MostNames));
}

/// <summary>Shapes of types, each made once. Thread-safe.</summary>
internal sealed class JsonShapes(JsonSerializerOptions options)
{
    private readonly ConcurrentDictionary<Type, JsonShape> _shapes = new();

    public JsonSerializerOptions Options => options;

    public JsonShape Of(JsonTypeInfo type) => _shapes.GetOrAdd(type.Type, static (_, type) => Make(type), type);

    private static JsonShape Make(JsonTypeInfo type)
    {
        // It is not thread-safe; a shape is made once.
        var nullability = new NullabilityInfoContext();
        return new(type.Properties.ToDictionary(
            static property => property.Name, property => MemberOf(type.Options, property, nullability), type.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal));
    }

    private static JsonMember MemberOf(JsonSerializerOptions options, JsonPropertyInfo property, NullabilityInfoContext nullability)
    {
        var (parameter, member) = (property.AssociatedParameter, property.AttributeProvider as PropertyInfo);
        var mayBeNull = !options.RespectNullableAnnotations || (!IsOpen(member) && (parameter?.IsNullable ?? property.IsSetNullable));
        return new(
            property.Name,
            JsonSlot.Of(property.PropertyType, mayBeNull, member is null ? null : nullability.Create(member)),
            property.IsRequired || (options.RespectRequiredConstructorParameters && parameter is { HasDefaultValue: false, IsMemberInitializer: false }),
            (property.Set is not null || parameter is not null) && property.CustomConverter is null);
    }

    /// <summary>True for a property whose type is a parameter of its generic type: the serializer takes <c>null</c> for it, the code behind does not.</summary>
    private static bool IsOpen(PropertyInfo? member) =>
        member?.DeclaringType is { IsGenericType: true } closed && closed.GetGenericTypeDefinition().GetProperty(member.Name)?.PropertyType.IsGenericParameter == true;
}
