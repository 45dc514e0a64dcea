using System.Text;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.SimpleTypes;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <content>Start and end of elements as the tokenizer tells them: every case, and every error.</content>
internal sealed partial class ValidationEngine
{
    private void OnStart<TSink>(ref Utf8XmlReader xml, ref TSink sink) where TSink : struct, IDocumentSink
    {
        _textLength = 0;
        _attributeLength = 0;
        if (_depth == 0) StartRoot(ref xml);
        else StartChild(ref xml);

        ref var frame = ref _frames[_depth - 1];
        if (frame.Type.Kind != ContentKind.Skip) CheckAttributes(ref xml, ref frame);
        if (TSink.Reads && frame.Type.Kind != ContentKind.Simple) sink.Open(frame.Declaration ?? _root, frame.Ordinal);
        if (xml.Depth == 1) LearnPrefix(ref xml);
    }

    private void StartRoot(ref Utf8XmlReader xml)
    {
        bool known = xml.LocalName.SequenceEqual(_root.LocalName) && xml.NamespaceUri.SequenceEqual(_root.Namespace);
        Push(known ? _root : null, known ? _root.Type : ElementType.SkipAnything, 1);
        if (known) return;
        if (_root == UnknownRoot)
            Add(SchemaErrorKind.UnknownDocument, "schema.unknown_document", xml.TokenStart, "No profile is known for the root element.",
                found: Encoding.UTF8.GetBytes(Describe(xml.LocalName, xml.NamespaceUri)));
        else Add(SchemaErrorKind.UnknownDocument, "schema.wrong_document", xml.TokenStart, "The root element is not that of the profile.",
            found: Encoding.UTF8.GetBytes(Describe(xml.LocalName, xml.NamespaceUri)), expected: Describe(_root.LocalName, _root.Namespace));
    }

    private void StartChild(ref Utf8XmlReader xml)
    {
        ref var parent = ref _frames[_depth - 1];
        if (parent.Nil) Unexpected(ref xml, "An element with xsi:nil=\"true\" must be empty.", null);
        else if (parent.Type.Kind == ContentKind.Skip) Push(null, ElementType.SkipAnything, 1);
        else if (parent.Type.Kind == ContentKind.Lax) PushProcessed(ref xml, Processing.Lax);
        else if (parent.Type.Kind == ContentKind.Simple) Unexpected(ref xml, "An element stands inside a value.", parent.Type.Value?.Expectation);
        else if (parent.Type.Kind == ContentKind.Empty) Unexpected(ref xml, "This element must be empty.", null);
        else if (!TryTake(ref parent, ref xml, parent.State!)) Recover(ref parent, ref xml);
    }

    private bool TryTake(ref Frame parent, ref Utf8XmlReader xml, ContentState state)
    {
        foreach (var transition in state.Transitions)
        {
            var element = transition.Element;
            if (!xml.LocalName.SequenceEqual(element.LocalName) || !xml.NamespaceUri.SequenceEqual(element.Namespace)) continue;
            parent.State = transition.Next;
            Push(element, element.Type, Count(ref parent, element));
            return true;
        }
        foreach (var wildcard in state.Wildcards)
        {
            if (!wildcard.Wildcard.Allows(xml.NamespaceUri)) continue;
            parent.State = wildcard.Next;
            PushProcessed(ref xml, wildcard.Wildcard.Processing);
            return true;
        }
        return false;
    }

    private void PushProcessed(ref Utf8XmlReader xml, Processing processing)
    {
        if (processing == Processing.Skip)
        {
            Push(null, ElementType.SkipAnything, 1);
            return;
        }
        var declaration = _globals.Element(Encoding.UTF8.GetString(xml.NamespaceUri), Encoding.UTF8.GetString(xml.LocalName));
        if (declaration is null && processing == Processing.Strict) Unexpected(ref xml, "No schema declares this element.", null);
        else Push(declaration, declaration?.Type ?? ElementType.LaxAnything, 1);
    }

    /// <summary>
    /// An element that may not come here. Where it may come later, what is missing before it is reported and validation goes
    /// on with it; else it is reported and passed over.
    /// </summary>
    private void Recover(ref Frame parent, ref Utf8XmlReader xml)
    {
        var state = parent.State!;
        string expected = Expected(state, parent.Declaration);
        var seen = new HashSet<ContentState> { state };
        var open = new Queue<ContentState>(seen);
        while (open.TryDequeue(out var at))
        {
            if (at != state && TryTakeNamed(ref parent, ref xml, at, expected)) return;
            foreach (var transition in at.Transitions)
                if (seen.Add(transition.Next)) open.Enqueue(transition.Next);
        }
        Unexpected(ref xml, $"The element {Encoding.UTF8.GetString(xml.LocalName)} must not stand here.", expected);
    }

    private bool TryTakeNamed(ref Frame parent, ref Utf8XmlReader xml, ContentState at, string expected)
    {
        foreach (var transition in at.Transitions)
        {
            var element = transition.Element;
            if (!xml.LocalName.SequenceEqual(element.LocalName) || !xml.NamespaceUri.SequenceEqual(element.Namespace)) continue;
            Add(SchemaErrorKind.Structure, "schema.missing_element", xml.TokenStart, $"Before {element.Name} something is missing.",
                found: xml.LocalName, expected: expected);
            parent.State = transition.Next;
            Push(element, element.Type, Count(ref parent, element));
            return true;
        }
        return false;
    }

    private void Unexpected(ref Utf8XmlReader xml, string message, string? expected)
    {
        Add(SchemaErrorKind.Structure, "schema.unexpected_element", xml.TokenStart, message,
            found: Encoding.UTF8.GetBytes(Describe(xml.LocalName, xml.NamespaceUri)), expected: expected);
        Push(null, ElementType.SkipAnything, 1);
    }

    private void OnEnd<TSink>(ref Utf8XmlReader xml, ref TSink sink) where TSink : struct, IDocumentSink
    {
        ref var frame = ref _frames[_depth - 1];
        if (!frame.Nil)
        {
            if (frame.Type.Kind == ContentKind.Simple) EndValue(ref xml, ref frame, ref sink);
            else if (frame.State is { Accepting: false } state)
                Add(SchemaErrorKind.Structure, "schema.missing_element", xml.TokenStart, "The element ends too early.", expected: Expected(state, null));
        }
        if (TSink.Reads && frame.Type.Kind != ContentKind.Simple) sink.Close();
        Pop();
        _textLength = 0;
    }

    private void EndValue<TSink>(ref Utf8XmlReader xml, ref Frame frame, ref TSink sink) where TSink : struct, IDocumentSink
    {
        var value = _text.AsSpan(0, _textLength);
        var type = frame.Type.Value!;
        if (value.IsEmpty && frame.Declaration is { } declared && (declared.HasDefault || declared.Fixed is not null)) return;
        var fault = type.Validate(value);
        if (fault != SimpleTypeFault.None) AddValue(fault, type, xml.TokenStart, value, attribute: null);
        XmlScratch.Grow(ref _work, value.Length);
        var normal = SimpleType.Normalise(value, type.WhiteSpace, _work);
        if (fault == SimpleTypeFault.None && frame.Declaration?.Fixed is { } wanted && !normal.SequenceEqual(wanted))
            Add(SchemaErrorKind.Value, "schema.fixed_value", xml.TokenStart, "The element has a fixed value.", found: value, expected: Encoding.UTF8.GetString(wanted));
        // A code that the policy forgives is as good as one of the list: a document that counts as valid is read whole.
        bool forgiven = fault == SimpleTypeFault.Enumeration && _options.UnknownCodes == UnknownCodes.Warn;
        if (TSink.Reads && frame.Declaration is { } declaration && (fault == SimpleTypeFault.None || forgiven))
            sink.Leaf(declaration, normal, _attribute.AsSpan(0, _attributeLength));
    }
}
