using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IntegrationHub.Market.Json;

/// <summary>
/// Goes through a text beside the contract that the serializer reads a type by, and goes on after a fault where the serializer stops. A value without parts is read by the
/// serializer itself, so that what is good here is good there.
/// </summary>
internal ref struct JsonWalk
{
    private readonly ReadOnlySpan<byte> _json;

    private readonly string _what;

    private readonly string _described;

    private readonly JsonShapes _shapes;

    private readonly JsonFaults _faults;

    private readonly List<string> _path = ["$"];

    private Utf8JsonReader _reader;

    public JsonWalk(ReadOnlySpan<byte> json, string what, string described, JsonShapes shapes, JsonFaults faults)
    {
        _json = json;
        (_what, _described, _shapes, _faults) = (what, described, shapes, faults);
        _reader = new(json, new JsonReaderOptions { MaxDepth = shapes.Options.MaxDepth, AllowTrailingCommas = shapes.Options.AllowTrailingCommas, CommentHandling = shapes.Options.ReadCommentHandling });
    }

    /// <summary>Finds the faults. A text that is no JSON has those of its part before, and the place where it ceases to be.</summary>
    public void Run(Type type)
    {
        try
        {
            _reader.Read();
            Value(JsonSlot.Of(type, true, null));
            while (!_faults.IsFull && _reader.Read())
            {
                // What follows the value is a fault that the reader tells.
            }
        }
        catch (JsonException fault)
        {
            _faults.Add(new(
                ProblemCodes.JsonUnreadable, $"The {_what} is no JSON from here on: {JsonWords.WithoutTypes(fault.Message)}", JsonPlace.Of(_json, fault, Path),
                "Correct what stands here or before; what follows could not be read."));
        }
    }

    private readonly string Path => string.Concat(_path);

    private void Value(JsonSlot slot)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            if (!slot.MayBeNull)
                Add(ProblemCodes.JsonValueNull, "There is no value.", "Enter one, or leave the property out where it may be missing.");

            return;
        }

        var type = _shapes.Options.GetTypeInfo(slot.Type);
        switch (type.Kind, _reader.TokenType)
        {
            case (JsonTypeInfoKind.None, _):
                Leaf(type);
                break;
            case (JsonTypeInfoKind.Object, JsonTokenType.StartObject):
                Object(type);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonTokenType.StartObject):
                Map(type, slot);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonTokenType.StartArray):
                Elements(slot.OfElements(type.ElementType!));
                break;
            default:
                var found = JsonWords.Found(_reader.TokenType);
                Add(
                    ProblemCodes.JsonValueWrong, $"{(type.Kind == JsonTypeInfoKind.Enumerable ? "A list" : "An object")} belongs here, not {found}.",
                    type.Kind == JsonTypeInfoKind.Enumerable ? "Write it in [ and ]." : "Write it in { and }.");
                _reader.Skip();
                break;
        }
    }

    private void Leaf(JsonTypeInfo type)
    {
        var trial = _reader;
        try
        {
            JsonSerializer.Deserialize(ref trial, type);
        }
        catch (Exception fault) when (MarketJson.IsOfText(fault))
        {
            // Our own converters say what they want; the framework says what it is called in the code.
            var text = fault is JsonException && !fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) && fault.InnerException is null
                ? JsonWords.WithoutTypes(fault.Message)
                : JsonWords.Wrong(type.Type, _reader.TokenType);
            Add(ProblemCodes.JsonValueWrong, text, JsonWords.Remedy(type.Type, _described, _shapes.Options));
        }

        _reader.Skip();
    }

    private void Elements(JsonSlot slot)
    {
        for (var i = 0; !_faults.IsFull && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
        {
            _path.Add(string.Create(CultureInfo.InvariantCulture, $"[{i}]"));
            Value(slot);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Object(JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is not { } kinds)
        {
            Members(_shapes.Of(type), null);
            return;
        }

        var kind = Discriminator(kinds.TypeDiscriminatorPropertyName, out var isThere);
        if (kinds.DerivedTypes.FirstOrDefault(derived => Equals(derived.TypeDiscriminator, kind)) is { DerivedType: { } chosen } && kind is not null)
        {
            Members(_shapes.Of(_shapes.Options.GetTypeInfo(chosen)), kinds.TypeDiscriminatorPropertyName);
            return;
        }

        // Which properties it should have nobody knows; the rest of the text goes on behind it.
        var (name, known) = (kinds.TypeDiscriminatorPropertyName, string.Join(", ", kinds.DerivedTypes.Select(static derived => derived.TypeDiscriminator)));
        _path.Add(JsonWords.Step(name));
        Add(
            isThere ? ProblemCodes.JsonValueWrong : ProblemCodes.JsonMemberMissing, isThere ? $"This {name} is not known." : $"\"{name}\" is missing, which says what the others are.", $"Use one of {known}.");
        _path.RemoveAt(_path.Count - 1);
        _reader.Skip();
    }

    /// <summary>The value of the property that says which kind an object is, wherever in it that stands; null where it is none of text and number.</summary>
    private readonly object? Discriminator(string name, out bool isThere)
    {
        var ahead = _reader;
        while (ahead.Read() && ahead.TokenType != JsonTokenType.EndObject)
        {
            isThere = TextOf(ref ahead) == name;
            ahead.Read();
            if (isThere)
            {
                return ahead.TokenType switch
                {
                    JsonTokenType.String => TextOf(ref ahead),
                    JsonTokenType.Number when ahead.TryGetInt32(out var number) => number,
                    _ => null,
                };
            }

            ahead.Skip();
        }

        isThere = false;
        return null;
    }

    private void Members(JsonShape shape, string? discriminator)
    {
        var (begin, seen) = (_reader.TokenStartIndex, new HashSet<string>(StringComparer.Ordinal));
        while (!_faults.IsFull && _reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = TextOf(ref _reader);
            var member = name is null ? null : shape.Members.GetValueOrDefault(name);
            _path.Add(JsonWords.Step(member?.Name ?? name ?? "\ufffd"));
            if (name is null || (member is null && name != discriminator))
                Add(ProblemCodes.JsonMemberUnexpected, "There is no such property here.", $"Leave it out, or write one of {shape.Names}.");
            else if (!seen.Add(member?.Name ?? name))
                Add(ProblemCodes.JsonMemberTwice, "The property is there twice.", "Keep the one that counts.");

            _reader.Read();
            if (member is { IsJudged: true })
                Value(member.Slot);
            else
                _reader.Skip();

            _path.RemoveAt(_path.Count - 1);
        }

        foreach (var missing in shape.Members.Values)
        {
            if (!missing.IsRequired || seen.Contains(missing.Name) || _faults.IsFull)
                continue;

            _path.Add(JsonWords.Step(missing.Name));
            Add(ProblemCodes.JsonMemberMissing, $"\"{missing.Name}\" is missing.", "Add it to the object that begins here.", begin);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Map(JsonTypeInfo type, JsonSlot slot)
    {
        var (values, seen) = (slot.OfElements(type.ElementType!), new HashSet<object>());
        while (!_faults.IsFull && _reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = TextOf(ref _reader);
            _path.Add(JsonWords.Step(name ?? "\ufffd"));
            if (name is null)
                Add(ProblemCodes.JsonValueWrong, "The name has half a character in it.", "Write it anew.");
            else if (KeyOf(name, type.KeyType!, out var wrong) is not { } key)
                Add(ProblemCodes.JsonValueWrong, wrong!, "Correct the name of the property.");
            else if (!seen.Add(key))
                Add(ProblemCodes.JsonMemberTwice, "The name is there twice.", "Keep the one that counts.");

            _reader.Read();
            Value(values);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>The key that a name stands for; null where it stands for none, and what is wrong with it.</summary>
    private readonly object? KeyOf(string name, Type type, out string? wrong)
    {
        wrong = null;
        if (type == typeof(string))
            return name;

        try
        {
            // The serializer reads names of properties only within objects.
            var map = (IDictionary)JsonSerializer.Deserialize($"{{{JsonSerializer.Serialize(name)}:true}}", typeof(Dictionary<,>).MakeGenericType(type, typeof(bool)), _shapes.Options)!;
            return map.Keys.Cast<object>().Single();
        }
        catch (Exception fault) when (MarketJson.IsOfText(fault))
        {
            wrong = fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "This name does not belong here." : JsonWords.WithoutTypes(fault.Message);
            return null;
        }
    }

    /// <summary>A text or name; null where it has half a character in it, which JSON can write and no text is.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private readonly void Add(string code, string text, string remedy, long? offset = null)
    {
        if (_faults.IsFull)
            return;

        var fault = new Problem(code, text, "", remedy);
        _faults.Add(_faults.IsTelling ? fault with { Where = JsonPlace.Of(_json, offset ?? _reader.TokenStartIndex, Path) } : fault);
    }
}
