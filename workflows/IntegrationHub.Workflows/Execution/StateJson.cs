using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Execution;

/// <summary>A state as JSON and back without loss: what a store keeps. Members that a newer hub adds have defaults, so older rows stay readable.</summary>
public static class StateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        // A value is at most ValueJson.MaxDepth deep and lies a few levels further in.
        MaxDepth = 2 * ValueJson.MaxDepth,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new OfValues() },
    };

    public static string Write(InstanceState state) => JsonSerializer.Serialize(state, Options);

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>: the store is damaged.</exception>
    public static InstanceState Read(string json) => JsonSerializer.Deserialize<InstanceState>(json, Options) ?? throw new JsonException("The state is null.");

    private sealed class OfValues : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeof(Value).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            typeToConvert == typeof(ContextValue) ? new OfValue<ContextValue>() : new OfValue<Value>();
    }

    private sealed class OfValue<T> : JsonConverter<T>
        where T : Value
    {
        /// <summary>The null of the language is a value, not the absence of one.</summary>
        public override bool HandleNull => typeof(T) == typeof(Value);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return ValueJson.Read(document.RootElement) as T ?? throw new JsonException($"The text is no {typeof(T).Name}.");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => ValueJson.Write(writer, value);
    }
}
