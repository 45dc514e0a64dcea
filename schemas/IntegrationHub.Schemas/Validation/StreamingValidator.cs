using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>
/// Validates a document that arrives in pieces of any size, as a pipeline or a stream gives them. Memory depends on the depth
/// of the document and its largest token, never on its size (a profile that runs on the fallback is collected first).
/// <code>
/// var validator = new StreamingValidator(catalog, options, charset);
/// while (await reader.ReadAsync() is { … } read) { foreach (var piece in read.Buffer) validator.Push(piece.Span); … }
/// var result = validator.Complete();
/// </code>
/// One document, one thread at a time.
/// </summary>
public sealed class StreamingValidator
{
    private const int WindowBytes = 128 * 1024, CarryStep = 4096;

    private readonly ValidationOptions _options;
    private readonly XmlStreamDecoder _decoder;
    private readonly ProfileCatalog? _catalog;
    private ValidationEngine? _engine;
    private Profile? _profile;
    private XmlError? _refused;
    private TextPosition _position = TextPosition.Start;
    private long _done;
    private byte[] _carry = new byte[8192];
    private int _carried;

    /// <summary>Recognises the profile by the root element.</summary>
    public StreamingValidator(ProfileCatalog catalog, ValidationOptions? options = null, string? charset = null)
    {
        _options = options ?? ValidationOptions.Default;
        _decoder = new XmlStreamDecoder(charset);
        _catalog = catalog;
    }

    /// <summary>Holds the document against one profile.</summary>
    public StreamingValidator(Profile profile, ValidationOptions? options = null, string? charset = null)
    {
        _options = options ?? ValidationOptions.Default;
        _decoder = new XmlStreamDecoder(charset);
        _profile = profile;
        if (profile.Root is { } root) _engine = new ValidationEngine(root, profile.Globals, _options);
    }

    /// <summary>The profile, once enough of the document has come to recognise it.</summary>
    public ProfileId? Profile => _profile?.Id;

    /// <summary>True where nothing that is still to come can change the verdict; the rest need not be pushed.</summary>
    public bool IsDecided => _refused is not null || _engine is { Finished: true };

    /// <summary>The next bytes, any number of them.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (IsDecided || bytes.IsEmpty) return;
        Take(_decoder.Decode(bytes, final: false), final: false);
    }

    /// <summary>The document is complete: the verdict.</summary>
    public ValidationResult Complete()
    {
        if (!IsDecided) Take(_decoder.Decode(default, final: true), final: true);
        if (_refused is not null) return DocumentValidator.Unreadable(_profile?.Id, _refused);
        if (_engine is not null) return new ValidationResult(_profile?.Id, _engine.Errors, _engine.IsTruncated);
        var unwatched = default(NoWatch);
        return FrameworkValidator.Validate(Utf8Input.AlreadyUtf8(_carry.AsMemory(0, _carried)), null, _profile!, _options, ref unwatched);
    }

    private void Take(ReadOnlySpan<byte> utf8, bool final)
    {
        if (_decoder.Error is { } error)
        {
            _refused = error;
            return;
        }
        if (_engine is null)
        {
            Carry(utf8);
            utf8 = default;
            if (!Start(final)) return;
        }
        if (_done == 0) _engine!.Transcoded = _decoder.IsTranscoding;
        var sink = default(NoSink);
        int size = WindowBytes;
        while (!_engine!.Finished)
        {
            if (_carried > 0)
            {
                // A little of the new bytes goes behind what was left; as soon as that is done with, the rest is read in place.
                int before = _carried, taken = Math.Min(utf8.Length, CarryStep);
                Carry(utf8[..taken]);
                int consumed = Step(_carry.AsSpan(0, _carried), final && taken == utf8.Length, ref sink);
                if (consumed >= before)
                {
                    _carried = 0;
                    utf8 = utf8[(consumed - before)..];
                    if (utf8.IsEmpty && (!final || _engine.Finished)) return;
                }
                else
                {
                    _carry.AsSpan(consumed, _carried - consumed).CopyTo(_carry);
                    _carried -= consumed;
                    utf8 = utf8[taken..];
                    if (_carried > _options.Limits.MaxTokenBytes + CarryStep) TooLarge();
                    if (utf8.IsEmpty && !final) return;
                }
                continue;
            }
            int length = Math.Min(size, utf8.Length);
            int done = Step(utf8[..length], final && length == utf8.Length, ref sink);
            utf8 = utf8[done..];
            size = done > 0 ? WindowBytes : size * 2;
            if (length - done < utf8.Length && done > 0) continue;
            if (done == 0 && length < utf8.Length) continue;
            Carry(utf8);
            utf8 = default;
            if (!final) return;
        }
    }

    private int Step(ReadOnlySpan<byte> window, bool last, ref NoSink sink)
    {
        var unwatched = default(NoWatch);
        int consumed = _engine!.Step(window, last, ref sink, ref unwatched);
        if (_engine.HasUnplaced) _engine.Place(window, _done, _position);
        _position = _position.After(window[..consumed]);
        _done += consumed;
        return consumed;
    }

    private void TooLarge()
    {
        _engine!.TokenTooLarge();
        _engine.Place(default, _done, _position);
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        XmlScratch.Grow(ref _carry, _carried + bytes.Length);
        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried += bytes.Length;
    }

    /// <summary>Collects until the root element is there, and to the end where its profile runs on the fallback.</summary>
    private bool Start(bool final)
    {
        if (_carried > _options.Limits.MaxBytes)
            _refused = new XmlError(XmlErrorCode.LimitExceeded, 0, 1, 1, "The document has more bytes than are accepted.", XmlError.RemedyFor(XmlErrorCode.LimitExceeded));
        if (_profile is not null) return false;
        bool decided = _catalog!.TryRecognise(_carry.AsSpan(0, _carried), final, null, out _profile);
        if (!decided || (_profile is not null && !_profile.IsCompiled)) return false;
        _engine = _profile is null ? ValidationEngine.ForUnknown(_options) : new ValidationEngine(_profile.Root!, _profile.Globals, _options);
        return true;
    }
}
